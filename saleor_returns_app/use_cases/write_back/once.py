"""One write into Saleor, done exactly once though the job that does it may run many times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from saleor_returns_app.domain.errors import OutcomeUncertain, SaleorRefused, SaleorUnreachable
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.ports import Saleor, SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.saleor_refusals import in_words
from saleor_returns_app.domain.write_back import Operation, Step, StepState

# A call that timed out here may still be at work there; only then is "not found" an answer.
SETTLING = timedelta(seconds=60)

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Writing:
    """What a step needs to know: the return, its order, its shop, and the way to Saleor."""

    case: ReturnRequest
    order: Order
    shop: Installation
    saleor: Saleor


@dataclass(frozen=True)
class StepWork:
    """How one step is done. The result is what Saleor calls what was made, if it has a name.

    `plan` reads what must be known before the call, `look_up` tells by the plan whether an earlier
    call has done it (its result, or None), `call` does it.
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
    step: Step,
    work: StepWork,
    *,
    at: datetime,
    saleor: SaleorGate,
    transaction: Transaction,
) -> StepEnd:
    """Plan, look up what may have been done before, call, and keep the answer.

    Raises `OutcomeUncertain` or `SaleorUnreachable`: the job must come again.
    """
    with transaction() as store:
        writing = _writing(store, case_id, saleor)
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


def allow_again(store: Store, case_id: str, step: Step, *, at: datetime) -> None:
    """Let a step be done once more on a person's word; a grant that was made stands."""
    known = store.operations.find(case_id, step)
    made = known is not None and known.state is StepState.DONE
    if known is not None and not (made and step is Step.GRANT):
        known.state, known.planned_at, known.result = StepState.PLANNED, at, ""


def _call(
    case_id: str,
    step: Step,
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


def _sent(case_id: str, step: Step, facts: Facts, at: datetime, transaction: Transaction) -> None:
    with transaction() as store:
        operation = store.operations.find(case_id, step)
        if operation is None:
            operation = Operation(case_id, step, StepState.SENT, planned_at=at)
            store.operations.add(operation)
        operation.state, operation.sent_at = StepState.SENT, at
        operation.facts = dict(facts)


def _end(
    case_id: str,
    step: Step,
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
        operation.state, operation.result, operation.done_at = state, result, at
    return StepEnd(state, result)


def _writing(store: Store, case_id: str, saleor: SaleorGate) -> Writing:
    case = store.returns.by_id(case_id)
    shop = store.installations.get(case.installation_id)
    return Writing(case, store.orders.get(case.order_id), shop, saleor.open(shop))
