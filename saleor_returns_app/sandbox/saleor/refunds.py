"""Asking for refunds: the answer is given before the payment app has heard of it."""

from decimal import Decimal

from saleor_returns_app.sandbox.saleor.history import write
from saleor_returns_app.sandbox.saleor.instance import PAYMENT_APP, Principal, Saleor
from saleor_returns_app.sandbox.saleor.ledger import amounts, grant_status
from saleor_returns_app.sandbox.saleor.model import (
    GrantedRefund,
    Order,
    Transaction,
    TransactionEvent,
)
from saleor_returns_app.sandbox.saleor.refusals import Refused

_NO_HANDLER = "No app or plugin is configured to handle payment action requests."


def request_granted_refund(
    saleor: Saleor, order: Order, grant: GrantedRefund, by: Principal
) -> Transaction:
    """Ask for what a grant promises; a grant of nothing asks for all that was charged."""
    transaction = order.find_transaction(grant.transaction)
    if transaction is None:
        found = saleor.find_transaction(grant.transaction)
        if found is None:
            raise Refused("grantedRefundId", "The grant has no transaction.", "NOT_FOUND")
        order, transaction = found
    _refuse_repeated(grant_status(order, grant))
    charged = amounts(transaction).charged
    if charged < grant.amount:
        message = (
            f"The granted refund amount {grant.amount} is greater than available charged amount "
            f"on transactionItem ({charged}).Update the order granted refund amount to process "
            "the grant refund."
        )
        raise Refused("grantedRefundId", message, "AMOUNT_GREATER_THAN_AVAILABLE")
    amount = min(grant.amount or charged, charged)
    request_refund(saleor, order, transaction, amount, by, grant=grant)
    return transaction


def _refuse_repeated(status: str) -> None:
    if status == "PENDING":
        message = "The refund request is already in progress."
        raise Refused("grantedRefundId", message, "REFUND_IS_PENDING")
    if status == "SUCCESS":
        message = "The granted refund is already processed."
        raise Refused("grantedRefundId", message, "REFUND_ALREADY_PROCESSED")


def request_refund(
    saleor: Saleor,
    order: Order,
    transaction: Transaction,
    amount: Decimal | None,
    by: Principal,
    *,
    grant: GrantedRefund | None = None,
) -> None:
    """Ask the transaction's app for a refund: too much is cut, nothing means everything."""
    charged = amounts(transaction).charged
    amount = min(amount or charged, charged)
    request = add_event(saleor, transaction, "REFUND_REQUEST", amount, grant=grant, by=by)
    saleor.touch(order)
    if not _is_handled(saleor, transaction):
        add_event(
            saleor, transaction, "REFUND_FAILURE", amount, grant=grant, by=by, message=_NO_HANDLER
        )
        code = "MISSING_TRANSACTION_ACTION_REQUEST_WEBHOOK"
        raise Refused(None, _NO_HANDLER, code)
    write(saleor, order, "TRANSACTION_REFUND_REQUESTED", by, amount=amount)
    saleor.touch(order, at=saleor.now())
    payload = {"order": order.pk, "transaction": transaction.pk, "request": request.pk}
    saleor.scheduler.add("payment", payload)


def _is_handled(saleor: Saleor, transaction: Transaction) -> bool:
    """Whether the app that owns a payment takes requests to refund it."""
    app = saleor.apps.get(transaction.app or 0)
    if app is None:
        return False
    told = [event for webhook in app.webhooks for event in webhook.sync_events]
    return app.identifier == PAYMENT_APP or "TRANSACTION_REFUND_REQUESTED" in told


def add_event(
    saleor: Saleor,
    transaction: Transaction,
    kind: str,
    amount: Decimal,
    *,
    grant: GrantedRefund | None = None,
    by: Principal | None = None,
    message: str = "",
) -> TransactionEvent:
    """Add an event of now to a payment."""
    event = TransactionEvent(
        pk=saleor.next_pk("TransactionEvent"),
        type=kind,
        amount=amount,
        created=saleor.now(),
        message=message,
        grant=grant.pk if grant else None,
        app=by.app.pk if by and by.app else None,
        user=by.user if by and by.app is None else None,
    )
    transaction.events.append(event)
    return event
