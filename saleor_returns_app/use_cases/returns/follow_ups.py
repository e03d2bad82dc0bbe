"""What follows from a step: jobs and mails, asked for in the transaction that took the step."""

from datetime import datetime
from uuid import uuid4

from saleor_returns_app.domain.messages import Message, MessageKind
from saleor_returns_app.domain.ports import Letters, Store
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.write_back import Step
from saleor_returns_app.use_cases.returns.waive_goods import waive_by_method


def after_approval(store: Store, case: ReturnRequest, *, at: datetime, letters: Letters) -> None:
    """Have the label made (or tell the customer that none is needed) and Saleor told."""
    write_to_saleor(store, case, Step.APPROVAL_NOTE)
    write_to_saleor(store, case, Step.METADATA)
    if case.wish.method.has_label:
        order_label(store, case)
    else:
        waive_by_method(store, case, at=at)
        queue_message(store, MessageKind.APPROVED, case, at=at, letters=letters)


def order_label(store: Store, case: ReturnRequest) -> None:
    """Have the label made."""
    store.enqueue("issue_return_label", lock=f"case:{case.id}", case_id=case.id)


def write_to_saleor(store: Store, case: ReturnRequest, step: Step) -> None:
    """Have one step written into Saleor; the steps of one order come one after the other.

    What moves neither goods nor money has a turn of its own: it never holds a refund back.
    """
    turn = "order" if step is Step.RETURN_PRODUCTS else "notes"
    lock = f"{turn}:{case.order_id}"
    store.enqueue("write_to_saleor", lock=lock, case_id=case.id, step=step.value)


def queue_message(
    store: Store,
    kind: MessageKind,
    case: ReturnRequest,
    *,
    at: datetime,
    letters: Letters,
    attachment: tuple[str, str] = ("", ""),
) -> Message:
    """Write a mail to the customer and have it sent; `attachment` is a file's id and name."""
    order = store.orders.get(case.order_id)
    shop = store.installations.get(case.installation_id)
    words = letters.write(kind, case=case, order=order, shop=shop)
    message = Message(
        id=str(uuid4()),
        installation_id=case.installation_id,
        case_id=case.id,
        kind=kind,
        recipient=order.email,
        subject=words.subject,
        text=words.text,
        html=words.html,
        created_at=at,
        attachment_id=attachment[0],
        attachment_name=attachment[1],
    )
    store.messages.add(message)
    store.enqueue("send_message", message_id=message.id)
    return message
