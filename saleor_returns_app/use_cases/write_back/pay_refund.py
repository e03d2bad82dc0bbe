"""A refund is paid through Saleor: promised, asked for, and watched until its fate is known."""

from datetime import datetime, timedelta

from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.write_back import RefundOutcome, Step, StepState, booked, outcome_of
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.returns.follow_ups import order_receipt, write_to_saleor
from saleor_returns_app.use_cases.write_back.once import do_once
from saleor_returns_app.use_cases.write_back.steps import WORK

# Failures of the payment app's own answer fire no webhook: looking is the only way to know.
LOOKS = (
    timedelta(seconds=3),
    timedelta(seconds=30),
    timedelta(minutes=2),
    timedelta(minutes=10),
    timedelta(hours=1),
)


def pay_refund(case_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction) -> None:
    """Grant the refund and ask for it, each at most once; then begin to watch it."""
    for step in (Step.GRANT, Step.REQUEST_REFUND):
        end = do_once(case_id, step, WORK[step], at=at, saleor=saleor, transaction=transaction)
        with transaction() as store:
            case = store.returns.locked(case_id)
            if case.money_status is not MoneyStatus.ORDERED:
                return
            if end.state is StepState.FAILED:
                case.refund_failed(end.result, at=at)
                follow_refund(store, case, at=at)
                return
            if step is Step.GRANT and case.granted_refund_id != end.result:
                case.refund_granted(end.result, at=at)
    with transaction() as store:
        store.enqueue("watch_refund", after=LOOKS[0], case_id=case_id, look="1")


def watch_refund(
    case_id: str,
    look: int,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> None:
    """Look what became of a refund; look again later while nobody knows.

    `look` 0 is an extra look that a webhook caused: the planned ones go on without it.
    """
    with transaction() as store:
        case = store.returns.by_id(case_id)
        order = store.orders.get(case.order_id)
    if case.money_status is not MoneyStatus.ORDERED or not case.granted_refund_id:
        return
    outcome, paid = _outcome(case, order.saleor_id, at, saleor, transaction)
    with transaction() as store:
        case = store.returns.locked(case_id)
        if case.money_status is not MoneyStatus.ORDERED:
            return
        if outcome is RefundOutcome.PAID:
            case.refund_confirmed(at=at)
            order_receipt(store, case)
            write_to_saleor(store, case, Step.REFUND_NOTE)
        elif outcome is RefundOutcome.FAILED:
            case.refund_failed("The payment provider did not pay the refund.", at=at)
        elif outcome is RefundOutcome.PARTLY_PAID:
            case.refund_failed(f"Only {paid} of {case.refund} was paid.", at=at)
        elif look:
            pause = LOOKS[min(look, len(LOOKS) - 1)]
            store.enqueue("watch_refund", after=pause, case_id=case_id, look=str(look + 1))
        follow_refund(store, case, at=at)


def _outcome(
    case: ReturnRequest,
    saleor_order_id: str,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> tuple[RefundOutcome, str]:
    with transaction() as store:
        shop = store.installations.get(case.installation_id)
    snapshot = saleor.open(shop).fetch_order(saleor_order_id)
    grants = snapshot.granted_refunds if snapshot else ()
    grant = next((one for one in grants if one.id == case.granted_refund_id), None)
    if grant is None:
        return RefundOutcome.PENDING, ""
    return outcome_of(grant), str(booked(grant))
