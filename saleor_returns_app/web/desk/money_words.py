"""The words of the money page."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.ports import Drawer
from saleor_returns_app.domain.reconciliation import DifferenceKind, KnownDifference
from saleor_returns_app.domain.settlement_acts import MoneyAct
from saleor_returns_app.domain.settlements import Settlement, SettlementKind, SettlementState
from saleor_returns_app.use_cases.settlement.opening import PROMISE
from saleor_returns_app.web.words import format_money

DRAWERS: dict[Drawer, LazyString] = {
    Drawer.DUE: _("Due"),
    Drawer.ORDERED: _("Under way"),
    Drawer.STUCK: _("Stuck"),
    Drawer.FAILED: _("Failed"),
    Drawer.DIFFERING: _("Differing"),
}
STATES: dict[SettlementState, LazyString] = {
    SettlementState.DUE: _("Due"),
    SettlementState.ORDERED: _("Under way"),
    SettlementState.STUCK: _("Stuck"),
    SettlementState.FAILED: _("Failed"),
    SettlementState.SETTLED: _("Settled"),
}
KINDS: dict[SettlementKind, LazyString] = {
    SettlementKind.REFUND: _("Refund"),
    SettlementKind.STORE_CREDIT: _("Store credit"),
    SettlementKind.EXCHANGE: _("Exchange"),
    SettlementKind.OUTSIDE: _("Settled outside"),
    SettlementKind.KEEP: _("Keeps the items"),
}
ACTS: dict[MoneyAct, LazyString] = {
    MoneyAct.REFUND: _("Refund now"),
    MoneyAct.LOOK: _("Look again"),
    MoneyAct.GIVE_UP: _("It was not paid"),
    MoneyAct.VOID: _("Take the promise back"),
    MoneyAct.COMPARE: _("Compare again"),
    MoneyAct.CREDIT: _("Give store credit"),
    MoneyAct.TO_REFUND: _("Refund instead"),
    MoneyAct.EXCHANGE: _("Send the exchange"),
}
# Acts that are asked about before they are done.
ASKED: dict[str, LazyString] = {
    MoneyAct.GIVE_UP.value: _(
        "Only say so when your payment provider shows that the money did not go. The return then "
        "counts as failed, and you may refund once more: if the first one goes through after all, the "
        "customer gets it twice."
    ),
    MoneyAct.VOID.value: _(
        "The granted refund is emptied in Saleor: its units and its money are free again, for example "
        "to refund by hand there. No money moves."
    ),
    MoneyAct.TO_REFUND.value: _(
        "The customer then gets the money back, without a bonus. Nothing is paid yet: the refund waits "
        "for your word."
    ),
}
AGAIN = _("Refund once more")
NEXT: dict[SettlementState, LazyString] = {
    SettlementState.DUE: _("Look at the goods, then refund."),
    SettlementState.ORDERED: _("Nothing to do: the payment provider is at work."),
    SettlementState.STUCK: _(
        "Look at your payment provider whether it was paid. If it was, it shows here by itself once "
        "Saleor is told. If it was not, say so."
    ),
    SettlementState.FAILED: _("Refund once more, or give the money by other means and mark it."),
    SettlementState.SETTLED: _("Nothing to do."),
}
DIFFERENCES: dict[DifferenceKind, LazyString] = {
    DifferenceKind.GRANT_MISSING: _(
        "Saleor no longer has the granted refund of %(ours)s. Look at the order there."
    ),
    DifferenceKind.GRANT_UNKNOWN: _(
        "Saleor has a granted refund of %(theirs)s with this return's number that the app does not "
        "know of. Somebody may have copied it: empty it there if it is not meant."
    ),
    DifferenceKind.GRANT_AMOUNT: _(
        "The granted refund says %(theirs)s, and should say %(ours)s: somebody changed it in Saleor."
    ),
    DifferenceKind.PAID_AMOUNT: _(
        "Saleor says that %(theirs)s was paid; the app knows of %(ours)s. Look at the payment "
        "provider which is true."
    ),
    DifferenceKind.REFUNDED_TOO_MUCH: _(
        "The order took in %(ours)s, and %(theirs)s was given back. Look at its payments in Saleor."
    ),
    DifferenceKind.CREDIT_MISSING: _("Saleor has no gift card over %(ours)s for this return."),
    DifferenceKind.CREDIT_AMOUNT: _(
        "The gift card was made over %(theirs)s, and should have been over %(ours)s."
    ),
}


def difference_text(difference: KnownDifference) -> str:
    """Say what differs, to the cent, and what to do."""
    amounts = {"ours": format_money(difference.ours), "theirs": format_money(difference.theirs)}
    sentence = str(DIFFERENCES[difference.kind])
    return sentence % amounts


def act_text(act: MoneyAct, settlement: Settlement) -> str:
    """Name a next step."""
    is_again = act is MoneyAct.REFUND and settlement.state is SettlementState.FAILED
    return str(AGAIN if is_again else ACTS[act])


def basis_text(settlement: Settlement) -> str:
    """Say what sets the last day."""
    if settlement.legal_basis == PROMISE:
        return str(gettext("14 days after the goods came"))
    return settlement.legal_basis
