"""Saleor is told what happened to a return."""

from datetime import datetime

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.ports import SaleorGate, Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.write_back import Step, StepState
from saleor_returns_app.use_cases.write_back.once import StepEnd, do_once
from saleor_returns_app.use_cases.write_back.steps import WORK


def write_to_saleor(
    case_id: str, step: Step, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Do one step; a refusal of Saleor's becomes a problem that the merchant sees on the case."""
    end = do_once(case_id, step, WORK[step], at=at, saleor=saleor, transaction=transaction)
    with transaction() as store:
        case = store.returns.locked(case_id)
        keep_end(store, case, step, end, at=at)
        if step is Step.RETURN_PRODUCTS:
            store.enqueue("refresh_order", order_id=case.order_id)


def keep_end(store: Store, case: ReturnRequest, step: Step, end: StepEnd, *, at: datetime) -> None:
    """Write down in the case how a step ended, once."""
    if is_told(case, step):
        return
    if end.state is StepState.FAILED:
        case.tell(EventKind.PROBLEM, at=at, problem=end.result, step=step.value)
    elif step is Step.RETURN_PRODUCTS:
        case.goods_written_back(at=at, step=step.value, by_others=end.result)
    else:
        case.tell(EventKind.NOTED_IN_SALEOR, at=at, step=step.value)


def is_told(case: ReturnRequest, step: Step) -> bool:
    """Whether a case knows how a step ended."""
    return any(event.facts.get("step") == step.value for event in case.events)
