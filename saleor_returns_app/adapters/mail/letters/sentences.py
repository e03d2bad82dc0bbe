"""What each kind of mail says. One function for each kind; the layout is the templates' concern."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from saleor_returns_app.adapters.languages import Language
from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.domain.store_credit import CODE_PLACE

Translate = Callable[[str], str]


@dataclass(frozen=True)
class Letter:
    """A mail's words before they are laid out. `quote` is what the shop wrote itself."""

    subject: str
    greeting: str
    heading: str
    paragraphs: tuple[str, ...]
    quote: str = ""
    shows_refund: bool = False


@dataclass(frozen=True)
class _Said:
    heading: str
    paragraphs: tuple[str, ...]
    quote: str = ""
    shows_refund: bool = False


def write_letter(
    kind: MessageKind, *, case: ReturnRequest, order: Order, language: Language
) -> Letter:
    """Say in the customer's language what happened and what is to be done."""
    _ = language.words.gettext
    facts = {
        "order": order.number,
        "number": case.number,
        "amount": language.money(_paid(case)),
        "confirmed": language.money(case.wish.breakdown.total),
        "day": language.day(case.answer_by.date()) if case.answer_by else "",
        **_credit(case, language),
        **_exchange(case, language),
    }
    said = _SAYINGS[kind](_, case, facts)
    name = order.snapshot.customer_name
    return Letter(
        subject=_("Return %(number)s: %(news)s") % {**facts, "news": said.heading},
        greeting=_("Hello %(name)s,") % {"name": name} if name else _("Hello,"),
        heading=said.heading,
        paragraphs=said.paragraphs,
        quote=said.quote,
        shows_refund=said.shows_refund,
    )


def _return_requested(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("We have received your request"),
        (
            _("You would like to return items from your order %(order)s.") % facts,
            _(
                "We are looking at your request and will write to you as soon as it is decided. "
                "Please keep the items until then."
            ),
        ),
        shows_refund=True,
    )


def _label(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    if case.label is not None and case.label.kind is DocumentKind.QR_CODE:
        return _code(_, facts)
    return _Said(
        _("Your return label"),
        (
            _(
                "Your return from order %(order)s is approved. The return label is attached to this "
                "e-mail as a PDF."
            )
            % facts,
            _(
                "Print it, stick the first page on the parcel and put the second page inside. "
                "Then hand the parcel in."
            )
            if case.wish.method is not ReturnMethod.PICK_UP
            else _(
                "Print it, stick the first page on the parcel and put the second page inside. "
                "A driver comes to you and takes the parcel."
            ),
        ),
        shows_refund=True,
    )


def _code(_: Translate, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("Your return code"),
        (
            _(
                "Your return from order %(order)s is approved. The code for it is attached to this "
                "e-mail; you need no printer."
            )
            % facts,
            _("Show the code where you hand the parcel in: the label is printed there."),
        ),
        shows_refund=True,
    )


def _approved(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    if case.wish.method is ReturnMethod.KEEP:
        kept = _("You may keep the items from order %(order)s: please do not send them.") % facts
        return _Said(_("Your return is approved"), (kept,), shows_refund=True)
    return _Said(
        _("Your return is approved"),
        (
            _("You can bring the items from order %(order)s back to our store.") % facts,
            _("You do not need a label. Show the return number %(number)s at the counter.") % facts,
        ),
        shows_refund=True,
    )


def _rejected(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    told = (_("The reason we have for this:"),) if case.rejection_reason else ()
    return _Said(
        _("We cannot accept your return"),
        (
            _(
                "We have looked at your request to return items from order %(order)s. "
                "Unfortunately we cannot accept it. Please do not send the items back."
            )
            % facts,
            *told,
        ),
        quote=case.rejection_reason,
    )


def _handed_in(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("Your parcel is on its way"),
        (
            _("The carrier has your parcel with items from order %(order)s.") % facts,
            _("We write to you again when it has arrived. Please keep the receipt until then."),
        ),
    )


def _received(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("Your items have arrived"),
        (_("We have received the items from order %(order)s.") % facts,),
        shows_refund=True,
    )


def _amounts_changed(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    findings = case.inspection.lines if case.inspection else ()
    waits = (
        _(
            "If you agree, you need not do anything. If you do not, please tell us on the page of your "
            "return until %(day)s: the money waits until then."
        )
        if case.answer_by
        else _("If you do not agree, please write to us.")
    )
    return _Said(
        _("We have looked at your return"),
        (
            _(
                "What came back from order %(order)s is not as it was announced, so that you get "
                "%(amount)s instead of %(confirmed)s."
            )
            % facts,
            *(line.note for line in findings if line.note),
            waits % facts,
        ),
        shows_refund=True,
    )


def _reminder(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("Do you still want to send your items back?"),
        (
            _(
                "You have a label for items from order %(order)s, and the carrier has not seen your "
                "parcel yet."
            )
            % facts,
            _(
                "Please hand it in within the next seven days: after that we have the label cancelled. "
                "If the parcel is on its way, you need not do anything."
            ),
        ),
    )


def _expired(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("Your return has expired"),
        (
            _(
                "Your label for items from order %(order)s was not used, so we have it cancelled. "
                "Please do not use it any more."
            )
            % facts,
            _("While the return period lasts you can ask for a new return at any time."),
        ),
    )


def _store_credit(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    told = [
        _("You get %(credit)s as store credit for your return from order %(order)s.") % facts,
        _("Your code: %(code)s") % {"code": CODE_PLACE},
        _(
            "Enter it at the checkout as a gift card. Whoever has the code can spend it, so keep it to "
            "yourself; what you do not spend at once stays on it."
        ),
    ]
    if facts["expires_on"]:
        told.append(_("It can be spent until %(expires_on)s.") % facts)
    return _Said(
        _("Your store credit"), tuple(told), shows_refund=case.outcome is not Outcome.REFUND
    )


def _exchange_due(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("What you chose costs a little more"),
        (
            _("For your exchange from order %(order)s, %(due)s is left to pay.") % facts,
            _("As soon as it is paid, we send what you chose."),
        ),
        quote=facts["how_to_pay"],
    )


def _exchanged(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("Your exchange is on its way"),
        (
            _("We have made order %(new_order)s for what you chose instead.") % facts,
            _("You will hear from us as soon as it is sent."),
        ),
    )


def _refunded(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    if _settled_outside(case) is not None or case.outcome is not Outcome.REFUND:
        paid = _("We have settled your return from order %(order)s with %(amount)s.") % facts
        return _Said(_("Your return is settled"), (paid,), shows_refund=True)
    credited = _(
        "The rest, %(credit)s, was paid with a gift card: you get it as store credit, in a mail of its "
        "own."
    )
    if not case.breakdown.cash and facts["credit"]:
        return _Said(
            _("Your return is settled"),
            (_("Your order %(order)s was paid with a gift card.") % facts, credited % facts),
            shows_refund=True,
        )
    return _Said(
        _("Your refund is on its way"),
        (
            _("We have refunded %(amount)s for your return from order %(order)s.") % facts,
            *((credited % facts,) if facts["credit"] else ()),
            _(
                "The money goes back the way you paid. Depending on your bank, it takes a few days "
                "until you see it."
            ),
        ),
        shows_refund=True,
    )


def _cancelled(_: Translate, case: ReturnRequest, facts: Mapping[str, str]) -> _Said:
    return _Said(
        _("Your return is cancelled"),
        (
            _("Your return from order %(order)s has been cancelled.") % facts,
            _(
                "Please do not send the items back, and do not use a label that you may have "
                "received for this return."
            ),
        ),
    )


_SAYINGS: Mapping[MessageKind, Callable[[Translate, ReturnRequest, Mapping[str, str]], _Said]] = {
    MessageKind.RETURN_REQUESTED: _return_requested,
    MessageKind.LABEL: _label,
    MessageKind.APPROVED: _approved,
    MessageKind.REJECTED: _rejected,
    MessageKind.HANDED_IN: _handed_in,
    MessageKind.RECEIVED: _received,
    MessageKind.REMINDER: _reminder,
    MessageKind.EXPIRED: _expired,
    MessageKind.AMOUNTS_CHANGED: _amounts_changed,
    MessageKind.REFUNDED: _refunded,
    MessageKind.CANCELLED: _cancelled,
    MessageKind.STORE_CREDIT: _store_credit,
    MessageKind.EXCHANGE_DUE: _exchange_due,
    MessageKind.EXCHANGED: _exchanged,
}


def _paid(case: ReturnRequest) -> Money:
    """Return what the customer got, which a merchant who settles outside may have set lower."""
    settled = _settled_outside(case)
    if settled is not None:
        return settled
    return case.breakdown.cash if case.outcome is Outcome.REFUND else case.refund


def _credit(case: ReturnRequest, language: Language) -> dict[str, str]:
    """Say what was given as a gift card, and until when it can be spent; empty where nothing was."""
    for event in reversed(case.events):
        if event.kind is EventKind.CREDIT_ISSUED:
            amount = Money(event.facts["amount"]["minor"], event.facts["amount"]["currency"])
            until = event.facts["expires_on"]
            day = format_date(date.fromisoformat(until), "long", language.locale) if until else ""
            return {"credit": language.money(amount), "expires_on": day}
    return {"credit": "", "expires_on": ""}


def _exchange(case: ReturnRequest, language: Language) -> dict[str, str]:
    """Say what is due for an exchange, how it is paid, and which order came of it."""
    told = {"due": "", "how_to_pay": "", "new_order": ""}
    for event in case.events:
        if event.kind is EventKind.EXCHANGE_PREPARED:
            due = Money(event.facts["due"]["minor"], event.facts["due"]["currency"])
            told |= {"due": language.money(due), "how_to_pay": event.facts["how_to_pay"]}
        elif event.kind is EventKind.EXCHANGE_RELEASED:
            told["new_order"] = f"#{event.facts['order']}"
    return told


def _settled_outside(case: ReturnRequest) -> Money | None:
    for event in reversed(case.events):
        if event.kind is EventKind.SETTLED_OUTSIDE:
            return Money(event.facts["amount"]["minor"], event.facts["amount"]["currency"])
    return None
