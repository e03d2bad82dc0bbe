"""An exchange: a draft of our own, held until its time has come, then an order at what is still due."""

from collections.abc import Callable
from dataclasses import dataclass

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.exchange_release import is_time_to_send
from saleor_returns_app.domain.exchanges import Balance, Exchange, ExchangeState, balance_of
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import CardCodes, Letters
from saleor_returns_app.domain.write_back import exchange_step
from saleor_returns_app.use_cases.returns.follow_ups import queue_message
from saleor_returns_app.use_cases.settlement import exchange_steps as steps
from saleor_returns_app.use_cases.settlement.ending import fail, finish
from saleor_returns_app.use_cases.settlement.engine import StepToDo, Turn, failed
from saleor_returns_app.use_cases.settlement.refund import RefundKind
from saleor_returns_app.use_cases.settlement.refund_steps import take_back
from saleor_returns_app.use_cases.write_back.once import StepEnd, StepWork


@dataclass(frozen=True)
class ExchangeKind:
    """Goods for goods; what the returned ones are worth beyond the new ones is refunded at the end."""

    codes: CardCodes
    letters: Letters

    def next_step(self, turn: Turn) -> StepToDo | None:
        """Draft it, wait for its time, make it an order, then refund what is left."""
        exchange = exchange_of(turn)
        if exchange.state is ExchangeState.CALLED_OFF:
            return None
        if exchange.state is ExchangeState.CHOSEN:
            return self._prepare(turn, exchange)
        if exchange.state is ExchangeState.PREPARED:
            return self._release(turn, exchange)
        if not exchange.is_marked_paid:
            work = steps.paid_work(exchange, turn.case.number)
            return _step("paid", exchange, turn, work, _mark_paid)
        if not exchange.is_linked:
            return _step("link", exchange, turn, steps.link_work(exchange), _link)
        if _awaits_goods(turn):
            return None
        return take_back(turn.case) or self._refund.next_step(turn)

    def after_steps(self, turn: Turn) -> None:
        """Wait for the difference, for the moment, or for the payments; end when all is given."""
        exchange = exchange_of(turn)
        if exchange.state is not ExchangeState.RELEASED or _awaits_goods(turn):
            return
        if turn.settlement.is_waiting or turn.settlement.uncovered:
            self._refund.after_steps(turn)
        else:
            finish(turn)

    @property
    def _refund(self) -> RefundKind:
        return RefundKind(self.codes, self.letters)

    def _prepare(self, turn: Turn, exchange: Exchange) -> StepToDo:
        if not exchange.draft_id:
            if exchange.looked_at is None:
                return _step("stock", exchange, turn, steps.stock_work(exchange), _looked)
            return _step("draft", exchange, turn, steps.draft_work(exchange), _drafted)
        if not exchange.has_shipping:
            return _step("ship", exchange, turn, steps.shipping_work(exchange), _shipped)
        work = steps.discount_work(exchange, balance(turn, exchange))
        return _step("discount", exchange, turn, work, self._prepared)

    def _release(self, turn: Turn, exchange: Exchange) -> StepToDo | None:
        if balance(turn, exchange).due and exchange.paid_at is None:
            return None
        rules = turn.store.money_rules.of_shop(turn.case.installation_id)
        if not is_time_to_send(exchange, turn.case, rules.exchange_release):
            return None
        return _step("complete", exchange, turn, steps.complete_work(exchange), self._released)

    def _prepared(self, turn: Turn, exchange: Exchange, result: str) -> None:
        exchange.prepared()
        due = balance(turn, exchange).due
        rules = turn.store.money_rules.of_shop(turn.case.installation_id)
        turn.case.tell(
            EventKind.EXCHANGE_PREPARED,
            at=turn.at,
            due={"minor": due.minor, "currency": due.currency},
            how_to_pay=rules.how_to_pay,
        )
        if due:
            self._mail(turn, MessageKind.EXCHANGE_DUE)

    def _released(self, turn: Turn, exchange: Exchange, result: str) -> None:
        exchange.released(result, at=turn.at)
        turn.settlement.give(balance(turn, exchange).covered)
        turn.case.tell(EventKind.EXCHANGE_RELEASED, at=turn.at, order=result)
        self._mail(turn, MessageKind.EXCHANGED)

    def _mail(self, turn: Turn, kind: MessageKind) -> None:
        queue_message(turn.store, kind, turn.case, at=turn.at, letters=self.letters)


Done = Callable[[Turn, Exchange, str], None]


def exchange_of(turn: Turn) -> Exchange:
    """Return the exchange of a settlement."""
    found = turn.store.exchanges.find(turn.case.id)
    if found is None:
        raise ValueError("an exchange of which nobody knows what for")
    return found


def _awaits_goods(turn: Turn) -> bool:
    """Whether a rest is to be refunded that waits for the goods, as every refund does."""
    is_here = turn.case.received_at is not None or turn.case.keeps_goods
    return bool(turn.settlement.uncovered) and not is_here


def balance(turn: Turn, exchange: Exchange) -> Balance:
    """Hold what was chosen against what the return is worth now."""
    return balance_of(turn.settlement.amount, exchange.replacements)


def _step(name: str, exchange: Exchange, turn: Turn, work: StepWork, done: Done) -> StepToDo:
    seen = exchange.progress

    def ended(turn: Turn, end: StepEnd) -> None:
        exchange = exchange_of(turn)
        if exchange.progress != seen:
            return
        if failed(end):
            fail(turn, end.result)
        else:
            done(turn, exchange, end.result)

    step = exchange_step(name, exchange.attempt, turn.settlement.rounds)
    return StepToDo(step, work, ended)


def _looked(turn: Turn, exchange: Exchange, result: str) -> None:
    exchange.looked_at = turn.at


def _drafted(turn: Turn, exchange: Exchange, result: str) -> None:
    exchange.drafted(result)


def _shipped(turn: Turn, exchange: Exchange, result: str) -> None:
    exchange.has_shipping = True


def _mark_paid(turn: Turn, exchange: Exchange, result: str) -> None:
    exchange.is_marked_paid = True


def _link(turn: Turn, exchange: Exchange, result: str) -> None:
    exchange.is_linked = True
