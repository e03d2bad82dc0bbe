"""Promises that nobody has paid are emptied, on a person's word: their units are free again."""

from datetime import datetime

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.domain.settlement_acts import voidable
from saleor_returns_app.domain.write_back import (
    StepState,
    grant_with_id,
    payment_marker,
    void_step,
)
from saleor_returns_app.use_cases.settlement.refund_steps import settlement_in
from saleor_returns_app.use_cases.write_back.once import Facts, StepWork, Writing, do_once


def void_payments(
    case_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Empty each promise of a return's settlement that can be; one that is refused is told of."""
    with transaction() as store:
        settlement = store.settlements.look_at(case_id)
    for number in voidable(settlement) if settlement else ():
        end = do_once(
            case_id,
            void_step(number),
            _void_work(number),
            at=at,
            saleor=saleor,
            transaction=transaction,
        )
        with transaction() as store:
            case = store.returns.locked(case_id)
            settlement = store.settlements.of_case(case_id)
            if end.state is StepState.FAILED:
                case.tell(EventKind.PROBLEM, at=at, problem=end.result, step=void_step(number))
                return
            if number in voidable(settlement):
                settlement.voided(number)
                case.tell(EventKind.REFUND_VOIDED, at=at, payment=number)


def _void_work(number: int) -> StepWork:
    def plan(writing: Writing) -> Facts:
        return {}

    def look_up(writing: Writing, facts: Facts) -> str | None:
        grant = grant_with_id(writing.now(), settlement_in(writing).payment(number).grant_id)
        return "" if grant is None or grant.is_void else None

    def call(writing: Writing, facts: Facts) -> str:
        payment = settlement_in(writing).payment(number)
        grant = grant_with_id(writing.now(), payment.grant_id)
        if grant is not None and not grant.is_void:
            reason = f"{payment_marker(writing.case.number, number)} void"
            writing.saleor.void_grant(grant.id, [line.id for line in grant.lines], reason)
        return ""

    return StepWork(plan, look_up, call)
