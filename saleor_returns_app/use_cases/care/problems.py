"""Problems that wait for the merchant are opened once and solved once, and Saleor hears of both."""

from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.errors import Conflict
from saleor_returns_app.domain.ports import Store, Transaction
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.domain.shop_problems import ProblemKind, ShopProblem, key_of


def open_problem(
    store: Store,
    installation_id: str,
    kind: ProblemKind,
    *,
    at: datetime,
    about: str = "",
    case: ReturnRequest | None = None,
) -> None:
    """Have the merchant told; one that is open already only learns what it is about now."""
    number = case.number if case else ""
    problem = ShopProblem(
        id=str(uuid4()),
        installation_id=installation_id,
        key=key_of(kind, number),
        kind=kind,
        about=about or number,
        opened_at=at,
        case_id=case.id if case else None,
    )
    if store.problems.add_new(problem):
        have_told(store, problem)
        return
    known = store.problems.find_open(installation_id, problem.key)
    if known is not None:
        known.about = problem.about


def solve_problem(
    store: Store,
    installation_id: str,
    kind: ProblemKind,
    *,
    at: datetime,
    case: ReturnRequest | None = None,
) -> None:
    """Note that a problem is over, if there is one."""
    problem = store.problems.find_open(installation_id, key_of(kind, case.number if case else ""))
    if problem is not None:
        _solve(store, problem, at)


def settle_problem(
    store: Store,
    installation_id: str,
    kind: ProblemKind,
    about: str,
    *,
    at: datetime,
) -> None:
    """Open a problem that there is something to say about, solve one that there is not."""
    if about:
        open_problem(store, installation_id, kind, at=at, about=about)
    else:
        solve_problem(store, installation_id, kind, at=at)


def follow_refund(
    store: Store, case: ReturnRequest, *, at: datetime, is_stuck: bool = False
) -> None:
    """Have a refund that was not paid, or of which nobody hears, wait for the merchant."""
    is_failed = case.money_status is MoneyStatus.FAILED
    stands = {ProblemKind.REFUND_FAILED: is_failed, ProblemKind.REFUND_STUCK: is_stuck}
    for kind, is_so in stands.items():
        if is_so:
            open_problem(store, case.installation_id, kind, at=at, case=case)
        else:
            solve_problem(store, case.installation_id, kind, at=at, case=case)


def mark_solved(
    installation_id: str, problem_id: str, *, at: datetime, transaction: Transaction
) -> None:
    """Take the merchant's word for it that a problem is over, where the app cannot see it by itself."""
    with transaction() as store:
        problem = store.problems.of_shop(installation_id, problem_id)
        if not problem.wording.is_over_on_word:
            raise Conflict("The app sees by itself when this is over.")
        if problem.is_open:
            _solve(store, problem, at)


def open_problems(installation_id: str, *, transaction: Transaction) -> list[ShopProblem]:
    """List what waits for a merchant, newest first."""
    with transaction() as store:
        return store.problems.open_of(installation_id)


def tell_anew(store: Store, installation_id: str) -> None:
    """Have a Saleor told of everything again in which the app was installed anew."""
    for problem in store.problems.open_of(installation_id):
        problem.was_forgotten()
        have_told(store, problem)


def have_told(store: Store, problem: ShopProblem) -> None:
    """Have Saleor told how it is with a problem; what is said of one key is said in order."""
    store.enqueue(
        "tell_of_problem",
        lock=f"problem:{problem.installation_id}:{problem.key}",
        problem_id=problem.id,
    )


def _solve(store: Store, problem: ShopProblem, at: datetime) -> None:
    problem.solved_at = at
    have_told(store, problem)
