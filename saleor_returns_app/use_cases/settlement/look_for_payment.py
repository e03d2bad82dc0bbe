"""Whether the difference of an exchange was paid in Saleor, which tells nobody of it."""

from datetime import datetime

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.exchanges import ExchangeState, balance_of
from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.use_cases.settlement.exchange_steps import FULL, reference_of


def look_for_payment(
    case_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Look at the draft of an exchange that waits for money."""
    with transaction() as store:
        exchange = store.exchanges.find(case_id)
        case = store.returns.by_id(case_id)
        shop = store.installations.get(case.installation_id)
    if exchange is None or exchange.state is not ExchangeState.PREPARED or exchange.paid_at:
        return
    if not balance_of(case.refund, exchange.replacements).due:
        return
    found = saleor.open(shop).find_draft_or_order(reference_of(exchange, case.number))
    if found is None or found.charge_status != FULL:
        return
    with transaction() as store:
        case, known = store.returns.locked(case_id), store.exchanges.find(case_id)
        if known is not None and known.paid_at is None:
            known.pay_difference("Saleor", at=at)
            case.tell(EventKind.DIFFERENCE_PAID, at=at, reference="Saleor")
