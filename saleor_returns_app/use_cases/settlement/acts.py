"""What a person does about money that does not come to its end by itself."""

from datetime import datetime

from saleor_returns_app.domain.case_events import Actor
from saleor_returns_app.domain.errors import TransitionNotAllowed
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.ports import MoneyFilter, MoneyPage, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.settlement_acts import MoneyAct, next_acts
from saleor_returns_app.domain.settlements import PaymentState, Settlement, SettlementKind
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.exchanges.order_exchange import order_exchange
from saleor_returns_app.use_cases.returns.settle_return import refund_return
from saleor_returns_app.use_cases.settlement.convert import convert_return
from saleor_returns_app.use_cases.settlement.order_credit import give_credit
from saleor_returns_app.use_cases.settlement.reconcile import have_reconciled
from saleor_returns_app.use_cases.settlement.settle import have_settled

SAID_UNPAID = sentence("A person at the shop found that the payment provider did not pay it.")


def money_page(installation_id: str, wanted: MoneyFilter, *, transaction: Transaction) -> MoneyPage:
    """Show one page of what is due, under way, stuck, failed or differing."""
    with transaction() as store:
        return store.settlements.page(installation_id, wanted)


def act_on_money(
    installation_id: str,
    number: str,
    act: MoneyAct,
    *,
    at: datetime,
    by: Actor,
    transaction: Transaction,
) -> ReturnRequest:
    """Take the next step that a person chose for a return's money."""
    if act is MoneyAct.REFUND:
        return refund_return(installation_id, number, at=at, by=by, transaction=transaction)
    if act is MoneyAct.CREDIT:
        return give_credit(installation_id, number, at=at, by=by, transaction=transaction)
    if act is MoneyAct.EXCHANGE:
        return order_exchange(installation_id, number, at=at, by=by, transaction=transaction)
    if act is MoneyAct.TO_REFUND:
        return convert_return(
            installation_id, number, Outcome.REFUND, at=at, by=by, transaction=transaction
        )
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        settlement = store.settlements.of_case(case.id)
        if act not in next_acts(settlement, differs=bool(store.differences.open_of(case.id))):
            raise TransitionNotAllowed(state=settlement.state.value, wanted=act.value)
        if act is MoneyAct.LOOK:
            if settlement.kind is SettlementKind.EXCHANGE:
                have_settled(store, case)
            store.enqueue("watch_refund", case_id=case.id)
        elif act is MoneyAct.COMPARE:
            have_reconciled(store, case.order_id)
        elif act is MoneyAct.VOID:
            store.enqueue("void_payments", lock=f"order:{case.order_id}", case_id=case.id)
        elif act is MoneyAct.GIVE_UP:
            _give_up(store, case, settlement, at=at, by=by)
    return case


def _give_up(
    store: Store, case: ReturnRequest, settlement: Settlement, *, at: datetime, by: Actor
) -> None:
    """Take a person's word that what nobody has answered was not paid; nothing is sent."""
    for payment in settlement.payments:
        if payment.state is PaymentState.REQUESTED:
            settlement.judged(payment.number, PaymentState.FAILED, payment.booked)
    settlement.fail(SAID_UNPAID)
    case.refund_failed(SAID_UNPAID, at=at, by=by)
    follow_refund(store, case, at=at)
