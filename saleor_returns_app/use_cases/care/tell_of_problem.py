"""Saleor is told of a problem, and that it is over: it shows both in the Dashboard."""

from datetime import datetime

from saleor_returns_app.domain.ports import SaleorGate, Transaction
from saleor_returns_app.domain.saleor_versions import TAKES_PROBLEMS, release_of


def tell_of_problem(
    problem_id: str, *, at: datetime, saleor: SaleorGate, transaction: Transaction
) -> None:
    """Tell what Saleor does not know yet. Where an answer was lost, it is looked up first.

    A Saleor that takes no problems is told nothing; it is told when it has become one that does.
    """
    with transaction() as store:
        problem = store.problems.get(problem_id)
        shop = store.installations.get(problem.installation_id)
    if release_of(shop.saleor_version) < TAKES_PROBLEMS:
        return
    app = saleor.own_app(shop)
    if problem.is_to_be_told:
        known = app.find_problem(problem.key)
        saleor_id = known or app.report_problem(problem)
        with transaction() as store:
            store.problems.get(problem_id).was_told(saleor_id, at=at)
    elif problem.is_to_be_cleared:
        if problem.told_at is not None or app.find_problem(problem.key):
            app.dismiss_problem(problem.key)
        with transaction() as store:
            store.problems.get(problem_id).cleared_at = at
