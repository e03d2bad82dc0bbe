"""One write into Saleor, done exactly once though the job that does it may run many times."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from saleor_returns_app.domain.errors import OutcomeUncertain, SaleorRefused, SaleorUnreachable
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.orders import OrderSnapshot
from saleor_returns_app.domain.ports import Saleor, SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_refusals import in_words
from saleor_returns_app.domain.settlements import Settlement
from saleor_returns_app.domain.write_back import Operation, StepState

# A call that timed out here may still be at work there; only then is "not found" an answer.
SETTLING = timedelta(seconds=60)

Facts = Mapping[str, Any]


@dataclass
class Reading:
    """An order as Saleor has it, read once for all the steps that one run of a job does.

    Nobody but this run writes to the order meanwhile: its job holds the order's lock.
    """

    snapshot: OrderSnapshot | None = None


@dataclass(frozen=True)
class Writing:
    """What a step needs to know: the return, its money, its order, its shop, the way to Saleor.

    `siblings` are the order's other returns with money; `written_by_others` counts by line
    id the units of those returns that Saleor has as returned on our word.
    """

    case: ReturnRequest
    order: Order
    shop: Installation
    saleor: Saleor
    settlement: Settlement | None = None
    siblings: tuple[tuple[ReturnRequest, Settlement], ...] = ()
    written_by_others: Facts = field(default_factory=dict)
    reading: Reading = field(default_factory=Reading)

    def now(self) -> OrderSnapshot:
        """Read the order as Saleor has it in this run."""
        if self.reading.snapshot is None:
            self.reading.snapshot = self.saleor.fetch_order(self.order.saleor_id)
        if self.reading.snapshot is None:
            raise SaleorRefused("Saleor has no such order any more.")
        return self.reading.snapshot


@dataclass(frozen=True)
class StepWork:
    """How one step is done. The result is what Saleor calls what was made, if it has a name.

    `plan` reads what must be known before the call, `look_up` tells by the plan whether an earlier
    call has done it (its result, or None), `call` does it. Only the call may change anything.
    """

    plan: Callable[[Writing], Facts]
    look_up: Callable[[Writing, Facts], str | None]
    call: Callable[[Writing, Facts], str]


@dataclass(frozen=True)
class StepEnd:
    """How a step ended: done with a result, or refused with the reason."""

    state: StepState
    result: str


def do_once(
    case_id: str,
    step: str,
    work: StepWork,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
    reading: Reading | None = None,
) -> StepEnd:
    """Plan, look up what may have been done before, call, and keep the answer.

    Raises `OutcomeUncertain` or `SaleorUnreachable`: the job must come again.
    """
    with transaction() as store:
        writing = _writing(store, case_id, saleor, reading or Reading())
        known = store.operations.find(case_id, step)
    if known is not None and known.state in (StepState.DONE, StepState.FAILED):
        return StepEnd(known.state, known.result)
    if known is not None and known.state is StepState.SENT:
        found = work.look_up(writing, known.facts)
        if found is not None:
            return _end(case_id, step, StepState.DONE, found, at, transaction)
        if known.sent_at is not None and at - known.sent_at < SETTLING:
            raise OutcomeUncertain
    return _call(case_id, step, work, writing, at, transaction)


def _call(
    case_id: str,
    step: str,
    work: StepWork,
    writing: Writing,
    at: datetime,
    transaction: Transaction,
) -> StepEnd:
    try:
        facts = work.plan(writing)
        _sent(case_id, step, facts, at, transaction)
        result = work.call(writing, facts)
    except SaleorRefused as error:
        return _end(case_id, step, StepState.FAILED, in_words(error), at, transaction)
    except SaleorUnreachable:
        with transaction() as store:
            operation = store.operations.find(case_id, step)
            if operation is not None:
                operation.state = StepState.PLANNED
        raise
    return _end(case_id, step, StepState.DONE, result, at, transaction)


def _sent(case_id: str, step: str, facts: Facts, at: datetime, transaction: Transaction) -> None:
    with transaction() as store:
        operation = store.operations.find(case_id, step)
        if operation is None:
            operation = Operation(case_id, step, StepState.SENT, planned_at=at)
            store.operations.add(operation)
        operation.state, operation.sent_at = StepState.SENT, at
        operation.facts = dict(facts)


def _end(
    case_id: str,
    step: str,
    state: StepState,
    result: str,
    at: datetime,
    transaction: Transaction,
) -> StepEnd:
    with transaction() as store:
        operation = store.operations.find(case_id, step)
        if operation is None:
            operation = Operation(case_id, step, state, planned_at=at)
            store.operations.add(operation)
        elif operation.state is StepState.DONE:
            # Another worker, which took this one for dead, was faster: its word is the one acted on.
            return StepEnd(operation.state, operation.result)
        operation.state, operation.result, operation.done_at = state, result, at
    return StepEnd(state, result)


def _writing(store: Store, case_id: str, saleor: SaleorGate, reading: Reading) -> Writing:
    case = store.returns.by_id(case_id)
    shop = store.installations.get(case.installation_id)
    cases = {one.id: one for one in store.returns.of_order(case.order_id)}
    settlements = store.settlements.of_order(case.order_id)
    return Writing(
        case,
        store.orders.get(case.order_id),
        shop,
        saleor.open(shop),
        next((one for one in settlements if one.case_id == case_id), None),
        tuple((cases[one.case_id], one) for one in settlements if one.case_id != case_id),
        _written_by_others(cases.values(), case_id),
        reading,
    )


def _written_by_others(cases: Iterable[ReturnRequest], case_id: str) -> dict[str, int]:
    units: Counter[str] = Counter()
    for case in cases:
        if case.goods_written and case.id != case_id:
            units.update({line.order_line_id: line.quantity for line in case.lines})
    return dict(units)
