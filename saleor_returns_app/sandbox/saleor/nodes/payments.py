"""Payments and granted refunds."""

from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.ledger import (
    amounts,
    grant_events,
    grant_status,
    newest_first,
)
from saleor_returns_app.sandbox.saleor.model import (
    GrantedRefund,
    GrantLine,
    Order,
    Transaction,
    TransactionEvent,
)
from saleor_returns_app.sandbox.saleor.nodes import Later, Node
from saleor_returns_app.sandbox.saleor.nodes.shop import app_node, principal_node, user_node
from saleor_returns_app.sandbox.saleor.nodes.values import metadata, moment, money


def transaction_node(
    saleor: Saleor, order: Order, transaction: Transaction, order_node: Later
) -> Node:
    """Write a payment; the order's own writer is handed in, as each contains the other."""
    last = max((event.created for event in transaction.events), default=transaction.created)
    return {
        "__typename": "TransactionItem",
        "id": global_id("TransactionItem", transaction.pk),
        "token": transaction.pk,
        "name": transaction.name,
        "message": "",
        "pspReference": transaction.psp_reference,
        "externalUrl": f"https://psp.example/payments/{transaction.psp_reference}",
        "createdAt": moment(transaction.created),
        "modifiedAt": moment(last),
        "actions": transaction.actions,
        "order": lambda _info: order_node(saleor, order),
        "events": lambda _info: [
            event_node(saleor, order, event) for event in newest_first(transaction.events)
        ],
        "createdBy": principal_node(saleor, transaction.app, transaction.user),
        **_amounts(order, transaction),
        **metadata(transaction.metadata, transaction.private_metadata),
    }


def _amounts(order: Order, transaction: Transaction) -> Node:
    now, currency = amounts(transaction), order.currency
    nothing = money(now.charged * 0, currency)
    return {
        "authorizedAmount": nothing,
        "chargedAmount": money(now.charged, currency),
        "refundedAmount": money(now.refunded, currency),
        "canceledAmount": nothing,
        "chargePendingAmount": nothing,
        "refundPendingAmount": money(now.refund_pending, currency),
        "authorizePendingAmount": nothing,
        "cancelPendingAmount": nothing,
    }


def event_node(saleor: Saleor, order: Order, event: TransactionEvent) -> Node:
    """Write an event of a payment."""
    is_request = event.type.endswith("_REQUEST")
    return {
        "__typename": "TransactionEvent",
        "id": global_id("TransactionEvent", event.pk),
        "createdAt": moment(event.created),
        "pspReference": event.psp_reference,
        "message": event.message,
        "externalUrl": event.external_url,
        "amount": money(event.amount, order.currency),
        "type": event.type,
        "createdBy": principal_node(saleor, event.app, event.user),
        "idempotencyKey": f"sandbox-{event.pk}" if is_request else None,
    }


def grant_node(
    saleor: Saleor, order: Order, grant: GrantedRefund, line_node: Later, order_node: Later
) -> Node:
    """Write a granted refund."""
    app = saleor.apps.get(grant.app) if grant.app is not None else None
    found = saleor.find_transaction(grant.transaction)
    return {
        "__typename": "OrderGrantedRefund",
        "id": global_id("OrderGrantedRefund", grant.pk),
        "createdAt": moment(grant.created),
        "updatedAt": moment(grant.updated),
        "amount": money(grant.amount, order.currency),
        "reason": grant.reason,
        "status": grant_status(order, grant),
        "shippingCostsIncluded": grant.shipping,
        "user": user_node(grant.user),
        "app": app_node(saleor, app) if app else None,
        "lines": lambda _info: [_line(saleor, order, line, line_node) for line in grant.lines],
        "transaction": transaction_node(saleor, *found, order_node) if found else None,
        "transactionEvents": lambda _info: [
            event_node(saleor, order, event) for event in grant_events(order, grant)
        ],
    }


def _line(saleor: Saleor, order: Order, line: GrantLine, line_node: Later) -> Node:
    return {
        "__typename": "OrderGrantedRefundLine",
        "id": global_id("OrderGrantedRefundLine", line.pk),
        "quantity": line.quantity,
        "reason": line.reason,
        "orderLine": lambda _info: line_node(saleor, order, order.find_line(line.line)),
    }
