"""Something went wrong for good and the merchant must know."""

from datetime import datetime

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.ports import Transaction


def note_problem(case_id: str, problem: str, *, at: datetime, transaction: Transaction) -> None:
    """Put a problem on a case; `problem` is a sentence without personal data."""
    with transaction() as store:
        case = store.returns.locked(case_id)
        case.tell(EventKind.PROBLEM, at=at, problem=problem)
