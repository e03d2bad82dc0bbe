"""Granting refunds: promises on paper, checked one by one but never together."""

from decimal import Decimal
from typing import Any

from saleor_returns_app.sandbox.saleor.ids import global_id, key_of, split_global_id
from saleor_returns_app.sandbox.saleor.instance import Principal, Saleor
from saleor_returns_app.sandbox.saleor.ledger import amounts, grant_status
from saleor_returns_app.sandbox.saleor.model import (
    ZERO,
    GrantedRefund,
    GrantLine,
    Order,
    Transaction,
)
from saleor_returns_app.sandbox.saleor.refusals import Crash, Refused, not_found

Request = dict[str, Any]
_NOTHING = "You must provide at least one of `amount`, `lines`, `grantRefundForShipping`."
_ONLY_REASON = "Only reason can be updated when `OrderGrantedRefund.status` is PENDING or SUCCESS."


def grant_refund(saleor: Saleor, order: Order, request: Request, by: Principal) -> GrantedRefund:
    """Promise a refund; no money moves and nobody is told."""
    transaction = _transaction(order, request["transactionId"])
    _need_something(request)
    lines = _lines(saleor, order, request.get("lines") or [], "lines")
    shipping = bool(request.get("grantRefundForShipping"))
    if shipping:
        _shipping_once(order, None)
    amount = request.get("amount")
    if amount is None:
        amount = _worked_out(order, lines, transaction, shipping=shipping)
    _within_charge(transaction, amount)
    if any(line.quantity < 0 for line in lines):
        raise Crash("IntegrityError")
    now = saleor.now()
    for line in lines:
        line.pk = saleor.next_pk("OrderGrantedRefundLine")
    grant = GrantedRefund(
        pk=saleor.next_pk("OrderGrantedRefund"),
        created=now,
        updated=now,
        amount=_three_digits(amount),
        reason=request.get("reason") or "",
        transaction=transaction.pk,
        shipping=shipping,
        lines=lines,
        app=by.app.pk if by.app else None,
        user=by.user if by.app is None else None,
    )
    order.grants.append(grant)
    saleor.touch(order, at=now)
    return grant


def update_grant(saleor: Saleor, order: Order, grant: GrantedRefund, request: Request) -> None:
    """Change a promise that is not under way."""
    if grant_status(order, grant) in {"PENDING", "SUCCESS"}:
        _only_reason(request)
    lines = list(grant.lines)
    if removed := request.get("removeLines"):
        lines = _without(lines, removed)
    if added := request.get("addLines"):
        new = _lines(saleor, order, added, "addLines", but=grant)
        if any(line.quantity < 0 for line in new):
            raise Crash("IntegrityError")
        for line in new:
            line.pk = saleor.next_pk("OrderGrantedRefundLine")
        lines += new
    shipping = request.get("grantRefundForShipping")
    if shipping:
        _shipping_once(order, grant)
    transaction = _any_transaction(saleor, request.get("transactionId")) or order.find_transaction(
        grant.transaction
    )
    changes_lines = "addLines" in request or "removeLines" in request or shipping is not None
    shipping = grant.shipping if shipping is None else shipping
    amount = request.get("amount")
    if amount is None and changes_lines and transaction:
        amount = _worked_out(order, lines, transaction, shipping=shipping)
    if amount is not None and transaction:
        _within_charge(transaction, amount)
        grant.amount = _three_digits(amount)
    grant.lines, grant.shipping = lines, shipping
    grant.transaction = transaction.pk if transaction else grant.transaction
    grant.reason = request["reason"] or "" if "reason" in request else grant.reason
    grant.updated = saleor.now()
    saleor.touch(order, at=grant.updated)


def _transaction(order: Order, global_id_: str) -> Transaction:
    transaction = order.find_transaction(key_of("TransactionItem", global_id_))
    if transaction is None:
        raise not_found("transactionId", global_id_)
    return transaction


def _any_transaction(saleor: Saleor, global_id_: str | None) -> Transaction | None:
    """Return the named transaction; an update does not ask whose order it is."""
    if global_id_ is None:
        return None
    found = saleor.find_transaction(key_of("TransactionItem", global_id_))
    if found is None:
        raise not_found("transactionId", global_id_)
    return found[1]


def _need_something(request: Request) -> None:
    has_amount = request.get("amount") is not None
    if not (has_amount or request.get("lines") or request.get("grantRefundForShipping")):
        refused = Refused("amount", _NOTHING, "REQUIRED")
        refused.add("lines", _NOTHING, "REQUIRED")
        raise refused.add("grantRefundForShipping", _NOTHING, "REQUIRED")


def _lines(
    saleor: Saleor,
    order: Order,
    wanted: list[Request],
    field: str,
    but: GrantedRefund | None = None,
) -> list[GrantLine]:
    """Read the lines of a request; of a line named twice the last one counts."""
    errors = [error for item in wanted if (error := _line_error(saleor, order, item, but))]
    if errors:
        message = "Provided input for lines is invalid."
        raise Refused(field, message, "INVALID", **{field: errors})
    by_line = {str(key_of("OrderLine", item["id"])): item for item in wanted}
    return [
        GrantLine(pk=0, line=key, quantity=item["quantity"], reason=item.get("reason"))
        for key, item in by_line.items()
    ]


def _line_error(
    saleor: Saleor, order: Order, item: Request, but: GrantedRefund | None
) -> Request | None:
    text = item["id"]
    parts = split_global_id(text)
    if parts is None or parts[0] != "OrderLine":
        message = f"Invalid ID: {text}. Expected: OrderLine."
        return {"field": "id", "message": message, "code": "GRAPHQL_ERROR", "lineId": text}
    line = order.find_line(parts[1])
    if line is None:
        if saleor.order_of_line(parts[1]) is None:
            raise Crash("DoesNotExist")
        message = "Could not resolve to a line."
        return {"field": "id", "message": message, "code": "NOT_FOUND", "lineId": text}
    grants = (grant for grant in order.grants if grant is not but)
    gone = sum(own.quantity for grant in grants for own in grant.lines if own.line == line.pk)
    available = line.quantity - gone
    if item["quantity"] > available:
        message = (
            f"Cannot grant refund for more than the available quantity of the line ({available})."
        )
        code = "QUANTITY_GREATER_THAN_AVAILABLE"
        return {"field": "quantity", "message": message, "code": code, "lineId": text}
    return None


def _shipping_once(order: Order, but: GrantedRefund | None) -> None:
    if any(grant.shipping for grant in order.grants if grant is not but):
        message = "Shipping costs have already been granted."
        raise Refused("grantRefundForShipping", message, "SHIPPING_COSTS_ALREADY_GRANTED")


def _worked_out(
    order: Order, lines: list[GrantLine], transaction: Transaction, *, shipping: bool
) -> Decimal:
    """Return unit price times quantity, which need not be what was paid."""
    amount = order.shipping.gross if shipping else ZERO
    for own in lines:
        if line := order.find_line(own.line):
            amount += line.unit.gross * own.quantity
    return min(amount, amounts(transaction).charged)


def _within_charge(transaction: Transaction, amount: Decimal) -> None:
    if amount > amounts(transaction).charged:
        message = "Amount cannot be greater than the charged amount of provided transaction."
        raise Refused("amount", message, "AMOUNT_GREATER_THAN_AVAILABLE")


def _only_reason(request: Request) -> None:
    others = [name for name in request if name != "reason"]
    if others:
        refused = Refused(others[0], _ONLY_REASON, "INVALID")
        for name in others[1:]:
            refused.add(name, _ONLY_REASON, "INVALID")
        raise refused


def _without(lines: list[GrantLine], removed: list[str]) -> list[GrantLine]:
    kept = {global_id("OrderGrantedRefundLine", line.pk): line for line in lines}
    unknown = [text for text in removed if text not in kept]
    if unknown:
        message = "Could not resolve to a line."
        errors = [
            {"field": "id", "message": message, "code": "NOT_FOUND", "lineId": text}
            for text in unknown
        ]
        message = "Provided input for lines is invalid."
        raise Refused("removeLines", message, "INVALID", removeLines=errors)
    return [line for text, line in kept.items() if text not in removed]


def _three_digits(amount: Decimal) -> Decimal:
    return amount.quantize(Decimal("0.001"))
