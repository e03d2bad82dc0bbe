"""The jobs of a return beside its parcels and its money."""

from datetime import datetime

from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.registry import job
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.returns import inspect_goods as inspecting
from saleor_returns_app.use_cases.returns import send_message as sending


@job(Queue.UPKEEP)
def end_answer_time(services: Services, at: datetime, *, case_id: str) -> None:
    """Go on with a return whose customer had no answer to other amounts."""
    inspecting.end_answer_time(case_id, at=at, transaction=services.transaction)


@job(Queue.MAIL)
def tell_customer(services: Services, at: datetime, *, case_id: str, kind: str) -> None:
    """Write a mail that says a thing once."""
    sending.tell_once(
        case_id,
        MessageKind(kind),
        at=at,
        letters=services.letters,
        transaction=services.transaction,
    )


@job(Queue.MAIL)
def send_message(services: Services, at: datetime, *, message_id: str) -> None:
    """Send a mail."""
    sending.send_message(
        message_id,
        at=at,
        mailer=services.mailer,
        files=services.files,
        transaction=services.transaction,
    )
