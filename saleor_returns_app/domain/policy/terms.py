"""What a policy speaks of: outcomes, ways home, reasons, doors, and who pays."""

from enum import StrEnum


class Outcome(StrEnum):
    """What the customer gets for the goods."""

    REFUND = "refund"
    STORE_CREDIT = "store_credit"
    EXCHANGE = "exchange"


class ReturnMethod(StrEnum):
    """How the goods travel back, if they do."""

    DROP_OFF = "drop_off"
    LABEL_LESS = "label_less"
    PICK_UP = "pick_up"
    IN_STORE = "in_store"
    KEEP = "keep"

    @property
    def travels(self) -> bool:
        """Whether a carrier takes the goods, which is what a return fee pays for."""
        return self in {ReturnMethod.DROP_OFF, ReturnMethod.LABEL_LESS, ReturnMethod.PICK_UP}

    @property
    def has_label(self) -> bool:
        """Whether a label is made that the customer prints, or that the driver brings along."""
        return self in {ReturnMethod.DROP_OFF, ReturnMethod.PICK_UP}


class ReturnReason(StrEnum):
    """Why goods come back. Who withdraws by law need not say: `NOT_SAID` is always open to them."""

    TOO_SMALL = "too_small"
    TOO_LARGE = "too_large"
    DOES_NOT_SUIT = "does_not_suit"
    NOT_AS_DESCRIBED = "not_as_described"
    DAMAGED = "damaged"
    WRONG_ITEM = "wrong_item"
    LATE = "late"
    OTHER = "other"
    NOT_SAID = "not_said"

    @property
    def is_non_conformity(self) -> bool:
        """Whether it says that the goods are not what was sold (Directive 2019/771, Article 5)."""
        return self in {
            ReturnReason.NOT_AS_DESCRIBED,
            ReturnReason.DAMAGED,
            ReturnReason.WRONG_ITEM,
        }


COMMON_REASONS = tuple(reason for reason in ReturnReason if reason is not ReturnReason.NOT_SAID)


class Requirement(StrEnum):
    """What is asked for before a return goes on."""

    APPROVAL = "approval"
    PHOTO = "photo"
    MESSAGE = "message"


class Payer(StrEnum):
    """Who bears the return fee; the merchant's is shown, and not taken from the refund."""

    CUSTOMER = "customer"
    MERCHANT = "merchant"


class Source(StrEnum):
    """Which door a rule is for."""

    ANY = "any"
    PORTAL = "portal"
    STAFF = "staff"
    API = "api"


class WindowStart(StrEnum):
    """What a window is counted from; the day itself does not count."""

    PLACED = "placed"
    FULFILLED = "fulfilled"
    DELIVERED = "delivered"


class Track(StrEnum):
    """On what ground something is granted."""

    STATUTORY = "statutory"
    POLICY = "policy"
    NON_CONFORMITY = "non_conformity"
