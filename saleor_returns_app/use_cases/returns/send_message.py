"""A mail goes out."""

from dataclasses import replace
from datetime import datetime

from saleor_returns_app.domain.case_events import EventKind
from saleor_returns_app.domain.errors import ReturnsError, Unavailable
from saleor_returns_app.domain.messages import Attachment, Message, MessageKind
from saleor_returns_app.domain.ports import FileStore, Letters, Mailer, Store, Transaction
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.domain.store_credit import CODE_PLACE
from saleor_returns_app.use_cases.care.problems import open_problem, solve_problem
from saleor_returns_app.use_cases.returns.follow_ups import queue_message

NOT_SENT = sentence("A mail to the customer could not be sent, however often it was tried.")


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
        if message.sent_at is not None or not message.recipient:
            return
        store.installations.get(message.installation_id).must_take_part()
        file = store.files.get(message.attachment_id) if message.attachment_id else None
        readable = _with_code(store, message)
    attachments = []
    if file is not None:
        attachments.append(
            Attachment(message.attachment_name, file.media_type, files.read(file.id))
        )
    try:
        mailer.send(readable, attachments)
    except Unavailable:
        raise
    except ReturnsError as refusal:
        _note(message, ProblemKind.MAIL_REFUSED, str(refusal), at, transaction)
        return
    with transaction() as store:
        message = store.messages.get(message_id)
        message.sent_at = at
        case = store.returns.locked(message.case_id)
        case.tell(EventKind.MAIL_SENT, at=at, message=message.kind.value)
        solve_problem(store, case.installation_id, ProblemKind.MAIL_REFUSED, at=at, case=case)
        solve_problem(store, case.installation_id, ProblemKind.MAIL_FAILING, at=at)


def tell_once(
    case_id: str, kind: MessageKind, *, at: datetime, letters: Letters, transaction: Transaction
) -> None:
    """Write a mail of a kind unless the customer has had one about this return."""
    with transaction() as store:
        case = store.returns.locked(case_id)
        if any(one.kind is kind for one in store.messages.of_case(case_id)):
            return
        queue_message(store, kind, case, at=at, letters=letters)


def _with_code(store: Store, message: Message) -> Message:
    """Put the code of a gift card where it belongs: no mail is kept with one in it."""
    credit = store.credits.find(message.case_id)
    if message.kind is not MessageKind.STORE_CREDIT or credit is None:
        return message
    code = credit.code.reveal()
    return replace(
        message,
        text=message.text.replace(CODE_PLACE, code),
        html=message.html.replace(CODE_PLACE, code),
    )


def give_up_message(message_id: str, *, at: datetime, transaction: Transaction) -> None:
    """Say that a mail could not be sent although it was tried again and again."""
    with transaction() as store:
        message = store.messages.get(message_id)
    _note(message, ProblemKind.MAIL_FAILING, NOT_SENT, at, transaction)


def _note(
    message: Message, kind: ProblemKind, words: str, at: datetime, transaction: Transaction
) -> None:
    """Put it on the case, and have the merchant told; a server that fails concerns all mails."""
    with transaction() as store:
        case = store.returns.locked(message.case_id)
        case.tell(EventKind.PROBLEM, at=at, problem=words)
        about = case if kind is ProblemKind.MAIL_REFUSED else None
        open_problem(store, case.installation_id, kind, at=at, case=about)
