"""How a settlement ends: well, or waiting for a person."""

from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.use_cases.care.problems import follow_refund
from saleor_returns_app.use_cases.returns.follow_ups import (
    order_receipt,
    write_to_saleor,
)
from saleor_returns_app.use_cases.settlement.due_dates import follow_due_dates
from saleor_returns_app.use_cases.settlement.engine import Turn


def finish(turn: Turn) -> None:
    """The customer has it all: they are told with the receipt, and so is Saleor."""
    turn.settlement.settle(at=turn.at)
    turn.case.refund_confirmed(at=turn.at)
    order_receipt(turn.store, turn.case)
    write_to_saleor(turn.store, turn.case, Step.REFUND_NOTE)
    follow_refund(turn.store, turn.case, at=turn.at)
    follow_due_dates(turn.store, [turn.settlement], at=turn.at)


def fail(turn: Turn, why: str) -> None:
    """Let a settlement wait for a person."""
    turn.settlement.fail(why)
    turn.case.refund_failed(why, at=turn.at)
    follow_refund(turn.store, turn.case, at=turn.at)
