"""A mail goes out."""

from datetime import datetime

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.errors import ReturnsError, Unavailable
from saleor_returns_app.domain.messages import Attachment
from saleor_returns_app.domain.ports import FileStore, Mailer, Transaction
from saleor_returns_app.use_cases.returns.note_problem import note_problem


def send_message(
    message_id: str,
    *,
    at: datetime,
    mailer: Mailer,
    files: FileStore,
    transaction: Transaction,
) -> None:
    """Send a mail unless it has been sent; its Message-ID stays the same if it must go twice.

    Where it is refused for good, the case says so.
    """
    with transaction() as store:
        message = store.messages.get(message_id)
        if message.sent_at is not None:
            return
        store.installations.get(message.installation_id).must_take_part()
        file = store.files.get(message.attachment_id) if message.attachment_id else None
    attachments = []
    if file is not None:
        attachments.append(
            Attachment(message.attachment_name, file.media_type, files.read(file.id))
        )
    try:
        mailer.send(message, attachments)
    except Unavailable:
        raise
    except ReturnsError as refusal:
        note_problem(message.case_id, str(refusal), at=at, transaction=transaction)
        return
    with transaction() as store:
        message = store.messages.get(message_id)
        message.sent_at = at
        case = store.returns.locked(message.case_id)
        case.tell(EventKind.MAIL_SENT, at=at, message=message.kind.value)
