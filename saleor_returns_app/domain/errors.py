"""What can be refused. Each refusal has a stable code and the facts behind it; none knows of HTTP."""

from typing import ClassVar


class ReturnsError(Exception):
    """The root of every refusal that a caller should handle."""

    code: ClassVar[str] = "refused"

    def __init__(self, message: str = "", **facts: object) -> None:
        super().__init__(message or (self.__doc__ or self.code).splitlines()[0])
        self.facts = facts


class NotFound(ReturnsError):
    """There is no such thing, or it is not yours to see."""

    code = "not_found"


class InstallationUnknown(NotFound):
    """This shop has not installed the app."""

    code = "installation_unknown"


class ShopGone(NotFound):
    """This shop no longer takes returns here."""

    code = "shop_gone"


class OrderNotFound(NotFound):
    """No order fits this number together with this e-mail address or postal code."""

    code = "order_not_found"


class ReturnNotFound(NotFound):
    """There is no such return."""

    code = "return_not_found"


class LabelNotFound(NotFound):
    """There is no such label."""

    code = "label_not_found"


class PhotoNotFound(NotFound):
    """There is no such photo."""

    code = "photo_not_found"


class Unauthenticated(ReturnsError):
    """Who is asking could not be proven."""

    code = "unauthenticated"


class SignatureInvalid(Unauthenticated):
    """The signature does not fit these bytes."""

    code = "signature_invalid"


class AccessExpired(Unauthenticated):
    """This access has expired; find the order again."""

    code = "access_expired"


class RegistrationRefused(Unauthenticated):
    """Saleor does not confirm this token."""

    code = "registration_refused"


class Forbidden(ReturnsError):
    """You may not do this."""

    code = "forbidden"


class ShopNotAllowed(Forbidden):
    """This app is not open to this shop."""

    code = "shop_not_allowed"


class PermissionMissing(Forbidden):
    """Your Saleor account lacks a permission that this needs."""

    code = "permission_missing"


class TooManyAttempts(ReturnsError):
    """Too many attempts; please wait a few minutes.

    Carries `retry_after`, in seconds.
    """

    code = "too_many_attempts"

    def __init__(self, retry_after: int) -> None:
        super().__init__(retry_after=retry_after)


class Invalid(ReturnsError):
    """This cannot be understood."""

    code = "invalid"


class MoneyInvalid(Invalid):
    """This is not an amount of this currency."""

    code = "money_invalid"


class CurrencyMismatch(Invalid):
    """Amounts of two currencies cannot be put together."""

    code = "currency_mismatch"

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one=one, other=other)


class PolicyInvalid(Invalid):
    """This policy cannot be published."""

    code = "policy_invalid"


class SelectionEmpty(Invalid):
    """Nothing was chosen to be returned."""

    code = "selection_empty"


class LineUnknown(Invalid):
    """This order has no such line."""

    code = "line_unknown"


class LineTwice(Invalid):
    """The same line was chosen twice."""

    code = "line_twice"


class QuantityInvalid(Invalid):
    """The quantity must be a whole number of at least one."""

    code = "quantity_invalid"


class ReasonUnknown(Invalid):
    """This return reason is not offered."""

    code = "reason_unknown"


class MessageMissing(Invalid):
    """This return reason needs a few words from you."""

    code = "message_missing"


class PhotoMissing(Invalid):
    """The shop asks for a photo of this item."""

    code = "photo_missing"


class PhotoUnknown(Invalid):
    """This photo is not here, or not here any more; send it again."""

    code = "photo_unknown"


class PhotoTwice(Invalid):
    """The same photo was chosen twice."""

    code = "photo_twice"


class PhotosTooMany(Invalid):
    """These are more photos of one item than can be sent."""

    code = "photos_too_many"


class PhotoUnreadable(Invalid):
    """This cannot be read as a photo; send a JPEG, PNG or WebP picture."""

    code = "photo_unreadable"


class PhotoTooLarge(Invalid):
    """This photo is too large; send one of at most 10 MB and 50 million pixels."""

    code = "photo_too_large"


class OutcomeUnavailable(Invalid):
    """This outcome is not offered for this return."""

    code = "outcome_unavailable"


class MethodUnavailable(Invalid):
    """This way of returning is not offered for this return."""

    code = "method_unavailable"


class Conflict(ReturnsError):
    """This cannot be done in the state that things are in."""

    code = "conflict"


class NotReturnable(Conflict):
    """These items cannot be returned."""

    code = "not_returnable"


class NotTogether(Conflict):
    """These items cannot come back together; make a return of its own for some of them."""

    code = "not_together"


class PhotoUsed(Conflict):
    """This photo belongs to a return already; send it again for another one."""

    code = "photo_used"


class QuantityTooLarge(Conflict):
    """More was chosen than may come back."""

    code = "quantity_too_large"


class QuoteExpired(Conflict):
    """This quote has expired; ask for a new one."""

    code = "quote_expired"


class QuoteInvalid(Invalid):
    """This is not a quote of ours."""

    code = "quote_invalid"


class QuoteOutdated(Conflict):
    """The order has changed since this quote; ask for a new one."""

    code = "quote_outdated"


class QuoteUsed(Conflict):
    """This quote has been confirmed already."""

    code = "quote_used"


class TransitionNotAllowed(Conflict):
    """The return is not in a state that allows this step."""

    code = "transition_not_allowed"


class NothingToRefund(Conflict):
    """There is nothing to refund."""

    code = "nothing_to_refund"


class AmountTooLarge(Conflict):
    """This is more than the customer paid and has not had back."""

    code = "amount_too_large"


class ReturnAddressMissing(Conflict):
    """The shop has not said where returns are sent to."""

    code = "return_address_missing"


class LabelNotReady(Conflict):
    """The label is still being made."""

    code = "label_not_ready"


class Unavailable(ReturnsError):
    """Something that this needs cannot be reached; trying again may help.

    May carry `retry_after`, in seconds: before that it will not help.
    """

    code = "unavailable"

    def __init__(
        self, message: str = "", *, retry_after: float | None = None, **facts: object
    ) -> None:
        super().__init__(message, **facts)
        self.retry_after = retry_after


class SaleorUnreachable(Unavailable):
    """Saleor cannot be reached."""

    code = "saleor_unreachable"


class AddressPrivate(SaleorUnreachable):
    """Saleor's address lies in a private network, which this app does not call."""

    code = "address_private"


class SaleorRateLimited(SaleorUnreachable):
    """Saleor was asked too often and wants to be left alone for a while."""

    code = "saleor_rate_limited"


class OutcomeUncertain(Unavailable):
    """A call was sent and its answer never came; what became of it must be looked up."""

    code = "outcome_uncertain"


class ShopPaused(Unavailable):
    """This shop has paused its returns; please try again later."""

    code = "shop_paused"


class ShopAsleep(SaleorUnreachable):
    """This shop's Saleor does not take anything from the app at present.

    `installation_id` and `app_id` say whom it concerns; `is_news` that Saleor has just said so: it no
    longer knows the token that this app id came with.
    """

    code = "shop_asleep"

    def __init__(self, installation_id: str, app_id: str, *, is_news: bool = False) -> None:
        super().__init__()
        self.installation_id, self.app_id, self.is_news = installation_id, app_id, is_news


class SaleorRefused(ReturnsError):
    """Saleor refuses this.

    Carries Saleor's own `saleor_code` and `field`.
    """

    code = "saleor_refused"


class SaleorNotFound(SaleorRefused):
    """Saleor has no such thing."""

    code = "saleor_not_found"


class SaleorHasIt(SaleorRefused):
    """Saleor has such a thing already: its code or its reference is taken."""

    code = "saleor_has_it"


class SaleorTooOld(SaleorRefused):
    """This Saleor is too old for what is asked of it.

    Carries the version `since` which it can be asked.
    """

    code = "saleor_too_old"


class SaleorTooCostly(SaleorRefused):
    """This costs more than Saleor answers at once."""

    code = "saleor_too_costly"


class SaleorDenied(SaleorRefused):
    """The app lacks a permission in Saleor.

    Carries the `permissions` of which one would do.
    """

    code = "saleor_denied"

    def __init__(
        self, message: str = "", *, permissions: tuple[str, ...] = (), **facts: object
    ) -> None:
        super().__init__(message, **facts)
        self.permissions = permissions


class SaleorAnonymous(SaleorDenied):
    """Saleor does not know this token: the app was switched off, removed or installed anew."""

    code = "saleor_anonymous"
