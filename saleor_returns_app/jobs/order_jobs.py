"""The jobs that learn of orders."""

from datetime import datetime

from saleor_returns_app.domain.errors import (
    SaleorUnreachable,
)
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.registry import job, log
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.orders import apply_delivery as applying
from saleor_returns_app.use_cases.orders import backfill as backfilling
from saleor_returns_app.use_cases.orders import catch_up as catching_up
from saleor_returns_app.use_cases.orders import customers, follow_order
from saleor_returns_app.use_cases.orders import renew_facts as renewing


@job(Queue.INBOX)
def apply_delivery(services: Services, at: datetime, *, delivery_id: str) -> None:
    """Apply what Saleor told us."""
    applying.apply_delivery(
        delivery_id, at=at, saleor=services.saleor, transaction=services.transaction
    )


@job(Queue.SALEOR)
def refresh_order(services: Services, at: datetime, *, order_id: str) -> None:
    """Read an order anew."""
    with services.transaction() as store:
        order = store.orders.get(order_id)
    follow_order.refresh_order(
        order.installation_id,
        order.saleor_id,
        at=at,
        saleor=services.saleor,
        transaction=services.transaction,
    )


@job(Queue.UPKEEP)
def forget_order(services: Services, at: datetime, *, order_id: str) -> None:
    """Forget whose an order was, if nothing is owed any more."""
    if customers.forget_order(order_id, at=at, transaction=services.transaction):
        log.info("order_forgotten")


@job(Queue.SALEOR)
def backfill(services: Services, at: datetime, *, installation_id: str) -> None:
    """Read one page of the orders from before the install."""
    backfilling.backfill(
        installation_id, at=at, saleor=services.saleor, transaction=services.transaction
    )


@job(Queue.SALEOR)
def catch_up(services: Services, at: datetime, *, installation_id: str) -> None:
    """Find what no webhook told of; where Saleor is out of reach, the next look does it."""
    try:
        found = catching_up.catch_up(
            installation_id, at=at, saleor=services.saleor, transaction=services.transaction
        )
    except SaleorUnreachable as error:
        log.warning("look_put_off", installation=installation_id, code=error.code)
        return
    if found is None:
        log.warning("token_unknown", installation=installation_id)
    else:
        log.info("caught_up", installation=installation_id, found=found)


@job(Queue.SALEOR)
def renew_facts(services: Services, at: datetime, *, installation_id: str) -> None:
    """Read orders anew that were stored before rules asked for more; the next look does the rest."""
    try:
        renewed = renewing.renew_facts(
            installation_id, at=at, saleor=services.saleor, transaction=services.transaction
        )
    except SaleorUnreachable as error:
        log.warning("renewal_put_off", installation=installation_id, code=error.code)
    else:
        log.info("facts_renewed", installation=installation_id, orders=renewed)
