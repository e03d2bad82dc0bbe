"""An exchange is ordered, let go, paid for, or called off."""

from datetime import datetime

from saleor_returns_app.domain.case_events import SYSTEM, Actor, EventKind
from saleor_returns_app.domain.errors import Conflict, OutcomeUnavailable, TransitionNotAllowed
from saleor_returns_app.domain.exchange_release import has_come
from saleor_returns_app.domain.exchanges import Exchange, ExchangeState, ReplacementMissing
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ReturnStatus
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.settlements import SettlementState
from saleor_returns_app.domain.write_back import StepState, exchange_step
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.settlement.convert import convert
from saleor_returns_app.use_cases.settlement.exchange_steps import undo_work
from saleor_returns_app.use_cases.settlement.opening import settlement_of
from saleor_returns_app.use_cases.settlement.settle import have_settled
from saleor_returns_app.use_cases.write_back.once import do_once

CALLED_OFF = sentence(
    "The exchange was called off. Choose something else, give store credit, or refund the return."
)


def order_exchange(
    installation_id: str, number: str, *, at: datetime, by: Actor, transaction: Transaction
) -> ReturnRequest:
    """Have the exchange made and sent, as soon as nothing is due for it; also after a failure."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        exchange = _exchange_of(store, case)
        exchange.clear(at=at)
        case.tell(EventKind.EXCHANGE_CLEARED, at=at, by=by)
        if case.money_status is not MoneyStatus.ORDERED:
            _order(store, case, exchange, at=at, by=by)
        have_settled(store, case)
    return case


def pay_difference(
    installation_id: str,
    number: str,
    reference: str,
    *,
    at: datetime,
    by: Actor,
    transaction: Transaction,
) -> ReturnRequest:
    """Note that the customer has paid what was due for an exchange."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        exchange = _exchange_of(store, case)
        if exchange.state is not ExchangeState.PREPARED or exchange.paid_at is not None:
            raise TransitionNotAllowed(state=exchange.state.value, wanted="paid")
        exchange.pay_difference(reference.strip(), at=at)
        case.tell(EventKind.DIFFERENCE_PAID, at=at, by=by, reference=reference.strip())
        have_settled(store, case)
    return case


def follow_exchanges(*, at: datetime, transaction: Transaction) -> int:
    """Go on with each exchange whose moment has come, or that may have been paid meanwhile."""
    with transaction() as store:
        waiting = [one.case_id for one in store.exchanges.waiting()]
    for case_id in waiting:
        with transaction() as store:
            follow_exchange(store, store.returns.locked(case_id), at=at)
    return len(waiting)


def follow_exchange(store: Store, case: ReturnRequest, *, at: datetime) -> None:
    """Have an exchange made whose moment has come; one that is under way is gone on with."""
    exchange = store.exchanges.find(case.id)
    if exchange is None or case.outcome is not Outcome.EXCHANGE:
        return
    if case.money_status is MoneyStatus.ORDERED:
        store.enqueue("settle", lock=f"order:{case.order_id}", once=True, case_id=case.id)
        return
    release = store.money_rules.of_shop(case.installation_id).exchange_release
    is_new = case.money_status in (MoneyStatus.NOTHING_DUE, MoneyStatus.DUE)
    if is_new and case.refund and has_come(case, release):
        try:
            _order(store, case, exchange, at=at, by=SYSTEM)
        except Conflict:
            return  # Such as an answer of the customer's that is waited for.
        have_settled(store, case)


def call_off(store: Store, case: ReturnRequest, *, then: str = "") -> None:
    """Have an exchange taken out of Saleor, if anything of it may be there."""
    exchange = store.exchanges.find(case.id)
    if exchange is not None and exchange.state is not ExchangeState.CALLED_OFF:
        lock = f"order:{case.order_id}"
        store.enqueue("call_off_exchange", lock=lock, case_id=case.id, then=then)


def ask_for_instead(
    installation_id: str,
    number: str,
    outcome: Outcome | None,
    *,
    at: datetime,
    by: Actor,
    transaction: Transaction,
) -> ReturnRequest:
    """Have an exchange called off, and then settled in another way, or chosen anew."""
    with transaction() as store:
        case = store.returns.get(installation_id, number)
        exchange = store.exchanges.find(case.id)
        if exchange is None or exchange.state is ExchangeState.CALLED_OFF:
            if outcome is None:
                raise TransitionNotAllowed(state="called_off", wanted="called_off")
            convert(store, case, outcome, at=at, by=by)
            return case
        if exchange.state is ExchangeState.RELEASED and case.money_status is not MoneyStatus.FAILED:
            raise TransitionNotAllowed(state=exchange.state.value, wanted="called_off")
        wanted = (outcome or Outcome.EXCHANGE).value
        case.tell(EventKind.OUTCOME_ASKED, at=at, by=by, outcome=wanted)
        call_off(store, case, then=wanted)
    return case


def call_off_exchange(
    case_id: str, then: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Take an exchange out of Saleor. The job holds the order's lock: nothing else is under way."""
    with transaction() as store:
        exchange = store.exchanges.find(case_id)
        settlement = store.settlements.look_at(case_id)
    if exchange is None or exchange.state is ExchangeState.CALLED_OFF:
        return
    rounds = settlement.rounds if settlement else 0
    step = exchange_step("undo", exchange.attempt, rounds)
    end = do_once(case_id, step, undo_work(exchange), at=at, saleor=saleor, transaction=transaction)
    with transaction() as store:
        case = store.returns.locked(case_id)
        known = store.exchanges.find(case_id)
        if known is None or known.progress != exchange.progress:
            return
        if end.state is StepState.FAILED:
            case.tell(EventKind.PROBLEM, at=at, problem=end.result)
            return
        _called_off(store, case, known, then, at)


def _called_off(
    store: Store, case: ReturnRequest, exchange: Exchange, then: str, at: datetime
) -> None:
    exchange.call_off()
    case.tell(EventKind.EXCHANGE_CALLED_OFF, at=at)
    settlement = store.settlements.find_of_case(case.id)
    if case.is_dead:
        if settlement is not None and settlement.is_open:
            settlement.settle_as(settlement.kind, Money.zero(settlement.currency), at=at)
        return
    if settlement is not None and settlement.state is SettlementState.ORDERED:
        settlement.fail(CALLED_OFF)
        case.refund_failed(CALLED_OFF, at=at)
        follow_refund(store, case, at=at)
    if then in (Outcome.REFUND.value, Outcome.STORE_CREDIT.value):
        if settlement is not None:
            settlement.given = None
        convert(store, case, Outcome(then), at=at, by=SYSTEM)


def _exchange_of(store: Store, case: ReturnRequest) -> Exchange:
    if case.outcome is not Outcome.EXCHANGE:
        raise OutcomeUnavailable("This return is not settled by an exchange.")
    exchange = store.exchanges.find(case.id)
    if exchange is None or exchange.state is ExchangeState.CALLED_OFF:
        raise ReplacementMissing
    return exchange


def _order(
    store: Store, case: ReturnRequest, exchange: Exchange, *, at: datetime, by: Actor
) -> None:
    if case.money_status is MoneyStatus.NOTHING_DUE and case.status is ReturnStatus.APPROVED:
        case.fall_due(at=at)
    case.order_refund(at=at, by=by)
    settlement_of(store, case, at=at).order(at=at)
    follow_refund(store, case, at=at)
