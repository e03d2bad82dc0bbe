"""What payment apps report: how it is booked and which events it gives."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from saleor_returns_app.sandbox.saleor.history import tell
from saleor_returns_app.sandbox.saleor.instance import NOBODY, Principal, Saleor
from saleor_returns_app.sandbox.saleor.ledger import amounts, sums
from saleor_returns_app.sandbox.saleor.model import Order, Transaction, TransactionEvent
from saleor_returns_app.sandbox.saleor.refusals import Refused

OTHER_AMOUNT = (
    "The transaction with provided `pspReference` and `type` already exists with different amount."
)


@dataclass(frozen=True)
class Report:
    """One thing that a payment app says happened."""

    type: str
    amount: Decimal | None
    psp_reference: str
    time: datetime | None = None
    message: str = ""
    external_url: str = ""


def book(
    saleor: Saleor, order: Order, transaction: Transaction, report: Report, by: Principal
) -> tuple[TransactionEvent, bool]:
    """Book a report; return its event, and whether the same was booked before."""
    same = _same(transaction, report)
    request = _request(transaction, report.psp_reference)
    amount = report.amount if report.amount is not None else request.amount if request else None
    if amount is None:
        raise Refused("amount", "The amount is required.", "REQUIRED")
    event = TransactionEvent(
        pk=0,
        type=report.type,
        amount=amount,
        created=report.time or saleor.now(),
        psp_reference=report.psp_reference,
        message=report.message,
        external_url=report.external_url,
        grant=request.grant if request else None,
        app=by.app.pk if by.app else None,
    )
    if same and same.amount == amount:
        return same, True
    event.pk = saleor.next_pk("TransactionEvent")
    if same:
        event.type, event.message, event.counted = _failure(report.type), OTHER_AMOUNT, False
        transaction.events.append(event)
        saleor.touch(order)
        raise Refused("pspReference", OTHER_AMOUNT, "INCORRECT_DETAILS")
    _add(saleor, order, transaction, event, by)
    return event, False


def acknowledge(saleor: Saleor, order: Order, request: TransactionEvent, reference: str) -> None:
    """Note the payment app's reference: from now on the money counts as on its way."""
    request.psp_reference = reference
    saleor.touch(order, at=saleor.now())
    tell(saleor, "ORDER_UPDATED", order, NOBODY)


def fail_silently(saleor: Saleor, order: Order, request: TransactionEvent, report: Report) -> None:
    """Book a failure that came with the answer; no app hears of it."""
    request.psp_reference = report.psp_reference
    transaction = next(item for item in order.transactions if request in item.events)
    if report.psp_reference and _same(transaction, report):
        saleor.touch(order)
        return
    transaction.events.append(
        TransactionEvent(
            pk=saleor.next_pk("TransactionEvent"),
            type="REFUND_FAILURE",
            amount=request.amount,
            created=saleor.now(),
            psp_reference=report.psp_reference,
            message=report.message,
            grant=request.grant,
            app=transaction.app,
        )
    )
    saleor.touch(order)


def _add(
    saleor: Saleor,
    order: Order,
    transaction: Transaction,
    event: TransactionEvent,
    by: Principal,
) -> None:
    before = amounts(transaction)
    transaction.events.append(event)
    after = amounts(transaction)
    saleor.touch(order, at=saleor.now())
    if after.refunded > before.refunded:
        tell(saleor, "ORDER_REFUNDED", order, by)
    if after.charged > before.charged:
        tell(saleor, "ORDER_PAID", order, by)
        if sums(order).charge_status in {"FULL", "OVERCHARGED"}:
            tell(saleor, "ORDER_FULLY_PAID", order, by)
    tell(saleor, "ORDER_UPDATED", order, by)
    if after.refunded > before.refunded and sums(order).refunded >= order.total.gross:
        tell(saleor, "ORDER_FULLY_REFUNDED", order, by)


def _same(transaction: Transaction, report: Report) -> TransactionEvent | None:
    if not report.psp_reference:
        return None
    wanted = (report.type, report.psp_reference)
    counted = (event for event in transaction.events if event.counted)
    return next((e for e in counted if (e.type, e.psp_reference) == wanted), None)


def _request(transaction: Transaction, reference: str) -> TransactionEvent | None:
    if not reference:
        return None
    requests = (event for event in transaction.events if event.type == "REFUND_REQUEST")
    return next((event for event in requests if event.psp_reference == reference), None)


def _failure(kind: str) -> str:
    return f"{kind.rsplit('_', 1)[0]}_FAILURE"
