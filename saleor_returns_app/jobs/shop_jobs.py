"""The jobs of a shop as a whole, and of its policies and files."""

from datetime import UTC, datetime

from saleor_returns_app.domain.errors import (
    SaleorRefused,
    Unavailable,
)
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.registry import job, log
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.care import look_after_shop as caring
from saleor_returns_app.use_cases.care import tell_of_problem as telling
from saleor_returns_app.use_cases.parcels import (
    planning,
)
from saleor_returns_app.use_cases.photos import erasing
from saleor_returns_app.use_cases.policies import replays

PAGES_AT_A_TIME = 50


@job(Queue.UPKEEP)
def look_after_shop(services: Services, at: datetime, *, installation_id: str) -> None:
    """Learn how we stand with a shop's Saleor, and repair our webhooks there."""
    care = caring.look_after_shop(
        installation_id,
        at=at,
        saleor=services.saleor,
        asked=services.asked,
        transaction=services.transaction,
    )
    if not care.plan.is_done:
        log.info(
            "webhooks_repaired",
            missing=len(care.plan.missing),
            wrong=len(care.plan.wrong),
            surplus=len(care.plan.surplus),
            idle=len(care.plan.idle),
            refused=care.refused,
        )


@job(Queue.SALEOR)
def tell_of_problem(services: Services, at: datetime, *, problem_id: str) -> None:
    """Have Saleor show a problem, or no longer; where it does not want to, our desk shows it still."""
    try:
        telling.tell_of_problem(
            problem_id, at=at, saleor=services.saleor, transaction=services.transaction
        )
    except SaleorRefused as error:
        log.warning("problem_not_told", code=error.code)


@job(Queue.POLICY)
def replay_policy(services: Services, at: datetime, *, replay_id: str) -> None:
    """Hold a draft against some pages of past orders, and let other jobs have their turn."""
    with services.transaction() as store:
        shop = store.policy_replays.by_id(replay_id).installation_id
        capabilities = planning.capabilities_of(store, shop)
    try:
        for _ in range(PAGES_AT_A_TIME):
            if not replays.continue_replay(
                replay_id,
                at=datetime.now(UTC),
                capabilities=capabilities,
                transaction=services.transaction,
            ):
                return
        replays.put_off_replay(replay_id, transaction=services.transaction)
    except Unavailable:
        raise
    except Exception as error:
        replays.fail_replay(
            replay_id, type(error).__name__, at=at, transaction=services.transaction
        )
        raise


@job(Queue.UPKEEP)
def delete_file(services: Services, at: datetime, *, file_id: str) -> None:
    """Delete a file that nothing in the database names any more."""
    erasing.delete_file(file_id, files=services.files)
