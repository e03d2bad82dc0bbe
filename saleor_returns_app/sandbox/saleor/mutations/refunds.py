"""Mutations on granted refunds and payments."""

from typing import Any

from saleor_returns_app.sandbox.saleor.grants import grant_refund, update_grant
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.mutations import (
    Mutation,
    grant_with,
    order_with,
    transaction_with,
)
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.orders import line_node, order_node
from saleor_returns_app.sandbox.saleor.nodes.payments import (
    event_node,
    grant_node,
    transaction_node,
)
from saleor_returns_app.sandbox.saleor.refunds import request_granted_refund, request_refund
from saleor_returns_app.sandbox.saleor.refusals import PermissionDenied
from saleor_returns_app.sandbox.saleor.reports import Report, book


def grant(info: Any, id: str, input: dict[str, Any]) -> Node:
    """Run orderGrantRefundCreate."""
    saleor, by = info.context.saleor, info.context.principal
    order = order_with(saleor, "id", id)
    made = grant_refund(saleor, order, input, by)
    return {
        "order": order_node(saleor, order),
        "grantedRefund": grant_node(saleor, order, made, line_node, order_node),
    }


def update(info: Any, id: str, input: dict[str, Any]) -> Node:
    """Run orderGrantRefundUpdate."""
    saleor = info.context.saleor
    order, changed = grant_with(saleor, "id", id)
    update_grant(saleor, order, changed, input)
    return {
        "order": order_node(saleor, order),
        "grantedRefund": grant_node(saleor, order, changed, line_node, order_node),
    }


def request_granted(info: Any, grantedRefundId: str, **_ignored: Any) -> Node:  # noqa: N803
    """Run transactionRequestRefundForGrantedRefund; the grant's own transaction counts."""
    saleor, by = info.context.saleor, info.context.principal
    order, promised = grant_with(saleor, "grantedRefundId", grantedRefundId)
    transaction = request_granted_refund(saleor, order, promised, by)
    owner, _ = transaction_with(saleor, global_id("TransactionItem", transaction.pk), None)
    return {"transaction": transaction_node(saleor, owner, transaction, order_node)}


def request_action(info: Any, **arguments: Any) -> Node:
    """Run transactionRequestAction."""
    saleor, by = info.context.saleor, info.context.principal
    order, transaction = transaction_with(saleor, arguments.get("id"), arguments.get("token"))
    request_refund(saleor, order, transaction, arguments.get("amount"), by)
    return {"transaction": transaction_node(saleor, order, transaction, order_node)}


def report_event(info: Any, **arguments: Any) -> Node:
    """Run transactionEventReport; only the app that owns the transaction may."""
    saleor, by = info.context.saleor, info.context.principal
    order, transaction = transaction_with(saleor, arguments.get("id"), arguments.get("token"))
    if by.app is None or by.app.pk != transaction.app:
        raise PermissionDenied(["OWNER", "HANDLE_PAYMENTS"])
    report = Report(
        type=arguments["type"],
        amount=arguments.get("amount"),
        psp_reference=arguments["pspReference"],
        time=arguments.get("time"),
        message=arguments.get("message") or "",
        external_url=arguments.get("externalUrl") or "",
    )
    event, known = book(saleor, order, transaction, report, by)
    if (actions := arguments.get("availableActions")) is not None:
        transaction.actions = list(actions)
    return {
        "alreadyProcessed": known,
        "transaction": transaction_node(saleor, order, transaction, order_node),
        "transactionEvent": event_node(saleor, order, event),
    }


MUTATIONS: dict[str, Mutation] = {
    "orderGrantRefundCreate": grant,
    "orderGrantRefundUpdate": update,
    "transactionRequestRefundForGrantedRefund": request_granted,
    "transactionRequestAction": request_action,
    "transactionEventReport": report_event,
}
