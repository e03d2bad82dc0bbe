"""The jobs that write to Saleor: goods, money, notes, stock."""

from datetime import datetime

from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.registry import job, log
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.exchanges import order_exchange as exchanging
from saleor_returns_app.use_cases.receipts import issue_receipt as receipts
from saleor_returns_app.use_cases.returns import restocking
from saleor_returns_app.use_cases.settlement import reconcile as reconciling
from saleor_returns_app.use_cases.settlement import settle as settling
from saleor_returns_app.use_cases.settlement import void_payments as voiding
from saleor_returns_app.use_cases.settlement import watch_refund as watching
from saleor_returns_app.use_cases.write_back import write_to_saleor as writing


@job(Queue.SALEOR)
def write_to_saleor(services: Services, at: datetime, *, case_id: str, step: str) -> None:
    """Tell Saleor what happened."""
    writing.write_to_saleor(
        case_id, Step(step), at=at, saleor=services.saleor, transaction=services.transaction
    )


@job(Queue.SALEOR)
def settle(services: Services, at: datetime, *, case_id: str) -> None:
    """Do what is left to do of a settlement."""
    settling.settle(
        case_id,
        at=at,
        saleor=services.saleor,
        codes=services.card_codes,
        letters=services.letters,
        transaction=services.transaction,
    )


@job(Queue.SALEOR)
def pay_refund(services: Services, at: datetime, *, case_id: str) -> None:
    """Do what an earlier release has asked for by this name."""
    settle(services, at, case_id=case_id)


@job(Queue.SALEOR)
def watch_refund(services: Services, at: datetime, *, case_id: str, look: str = "0") -> None:
    """Look what became of a refund."""
    watching.watch_refund(
        case_id,
        int(look),
        at=at,
        saleor=services.saleor,
        transaction=services.transaction,
    )


@job(Queue.MAIL)
def issue_receipt(services: Services, at: datetime, *, case_id: str) -> None:
    """Make the receipt of a settlement."""
    receipts.issue_receipt(
        case_id,
        at=at,
        url=services.public_url,
        notary=services.notary,
        paper=services.receipt_paper,
        files=services.files,
        letters=services.letters,
        transaction=services.transaction,
    )


@job(Queue.SALEOR)
def void_payments(services: Services, at: datetime, *, case_id: str) -> None:
    """Empty the promises that nobody has paid."""
    voiding.void_payments(case_id, at=at, saleor=services.saleor, transaction=services.transaction)


@job(Queue.SALEOR)
def call_off_exchange(services: Services, at: datetime, *, case_id: str, then: str = "") -> None:
    """Take an exchange out of Saleor."""
    exchanging.call_off_exchange(
        case_id, then, at=at, saleor=services.saleor, transaction=services.transaction
    )


@job(Queue.SALEOR)
def reconcile_order(services: Services, at: datetime, *, order_id: str) -> None:
    """Hold our ledger against Saleor's books."""
    differing = reconciling.reconcile_order(
        order_id, at=at, saleor=services.saleor, transaction=services.transaction
    )
    if differing:
        log.warning("money_differs", things=differing)


@job(Queue.SALEOR)
def restock_line(services: Services, at: datetime, *, case_id: str, restock_id: str) -> None:
    """Put the units of a line back into stock."""
    restocking.restock_line(
        restock_id, at=at, saleor=services.saleor, transaction=services.transaction
    )
