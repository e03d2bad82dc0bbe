"""Returning products, with every gap of the real mutation: it hardly checks what it is asked."""

from dataclasses import dataclass, field
from typing import Any

from saleor_returns_app.sandbox.saleor.history import tell, write
from saleor_returns_app.sandbox.saleor.ids import key_of, split_global_id
from saleor_returns_app.sandbox.saleor.instance import Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import (
    Fulfillment,
    FulfillmentLine,
    Line,
    Order,
)
from saleor_returns_app.sandbox.saleor.refusals import Crash, Refused
from saleor_returns_app.sandbox.saleor.replacement import draft_replacement
from saleor_returns_app.sandbox.saleor.status import update_status

RETURNABLE = {"FULFILLED", "REFUNDED", "WAITING_FOR_APPROVAL"}


@dataclass
class _Move:
    """Units to take from a parcel."""

    order: Order
    parcel: Fulfillment
    line: FulfillmentLine
    quantity: int
    replace: bool


@dataclass
class _Take:
    """Units to take that never left."""

    line: Line
    quantity: int
    replace: bool


@dataclass
class Returned:
    """What came of it."""

    order: Order
    returned: Fulfillment
    replaced: Fulfillment | None = None
    draft: Order | None = None


@dataclass
class _Plan:
    moves: list[_Move] = field(default_factory=list)
    takes: list[_Take] = field(default_factory=list)


def return_products(
    saleor: Saleor, order: Order, request: dict[str, Any], by: Principal
) -> Returned:
    """Move units to a new fulfillment of goods that came back."""
    plan = _plan(saleor, order, request)
    replaced = draft = None
    if any(move.replace for move in plan.moves) or any(take.replace for take in plan.takes):
        replaced = _new_fulfillment(saleor, order, "REPLACED")
        draft = draft_replacement(saleor, order, _units(plan), by)
        _carry_out(saleor, plan, replaced, replace=True)
    returned = _new_fulfillment(saleor, order, "RETURNED")
    returned.reason = request.get("reason") or ""
    _carry_out(saleor, plan, returned, replace=False)
    _drop_empty_parcels(saleor, plan)
    count = sum(line.quantity for line in returned.lines)
    write(saleor, order, "FULFILLMENT_RETURNED", by, quantity=count)
    changed = update_status(order)
    saleor.touch(order, at=saleor.now() if changed else None)
    tell(saleor, "ORDER_UPDATED", order, by)
    return Returned(order, returned, replaced, draft)


def _plan(saleor: Saleor, order: Order, request: dict[str, Any]) -> _Plan:
    if request.get("refund"):
        raise Refused("order", "Order cannot be refunded.", "CANNOT_REFUND")
    plan = _Plan()
    if wanted := request.get("orderLines"):
        plan.takes = _clean_takes(order, wanted)
    if wanted := request.get("fulfillmentLines"):
        plan.moves = _clean_moves(saleor, wanted)
    return plan


def _clean_moves(saleor: Saleor, wanted: list[dict[str, Any]]) -> list[_Move]:
    ids = [item["fulfillmentLineId"] for item in wanted]
    keys = _keys("FulfillmentLine", "fulfillmentLines", ids)
    found = _fulfillment_lines(saleor, keys)
    if not found:
        message = f"Could not resolve to a node with the global id list of '{ids}'."
        raise Refused("fulfillmentLines", message, "GRAPHQL_ERROR")
    if any(key not in found for key in keys):
        raise Crash("AssertionError")
    moves = []
    for (order, parcel, line), item in zip(found.values(), wanted, strict=False):
        if line.quantity < item["quantity"]:
            message = "Provided quantity is bigger than quantity from fulfillment line"
            raise Refused("fulfillmentLineId", message, "INVALID_QUANTITY")
        if parcel.status not in RETURNABLE:
            message = "Invalid fulfillment status, only Fulfilled, Refunded statuses are accepted."
            raise Refused("fulfillmentLineId", message, "INVALID")
        moves.append(_Move(order, parcel, line, item["quantity"], bool(item.get("replace"))))
    return moves


def _clean_takes(order: Order, wanted: list[dict[str, Any]]) -> list[_Take]:
    ids = [item["orderLineId"] for item in wanted]
    lines = {key: order.find_line(key) for key in _keys("OrderLine", "orderLines", ids)}
    if not any(lines.values()):
        message = f"Could not resolve to a node with the global id list of '{ids}'."
        raise Refused("orderLines", message, "GRAPHQL_ERROR")
    takes = []
    for line, item in zip(lines.values(), wanted, strict=False):
        if line is None:
            raise Crash("AssertionError")
        if line.quantity - line.quantity_fulfilled < item["quantity"]:
            message = "Provided quantity is bigger than unfulfilled quantity."
            raise Refused("orderLineId", message, "INVALID_QUANTITY")
        takes.append(_Take(line, item["quantity"], bool(item.get("replace"))))
    return takes


def _keys(kind: str, field_name: str, ids: list[str]) -> list[str]:
    """Return the keys in the ids, each once; what is no id at all is passed over."""
    for text in ids:
        parts = split_global_id(text)
        if parts and parts[0] != kind:
            raise Refused(field_name, f"Must receive {kind} id: {text}.", "GRAPHQL_ERROR")
    keys = (key_of(kind, text) for text in ids)
    return list(dict.fromkeys(key for key in keys if key))


def _fulfillment_lines(
    saleor: Saleor, keys: list[str]
) -> dict[str, tuple[Order, Fulfillment, FulfillmentLine]]:
    there = {
        str(line.pk): (order, parcel, line)
        for order in saleor.orders.values()
        for parcel in order.fulfillments
        for line in parcel.lines
    }
    return {key: there[key] for key in keys if key in there}


def _new_fulfillment(saleor: Saleor, order: Order, status: str) -> Fulfillment:
    highest = max((item.number for item in order.fulfillments), default=0)
    fulfillment = Fulfillment(
        saleor.next_pk("Fulfillment"), highest + 1, status, saleor.now(), [], from_warehouse=False
    )
    order.fulfillments.append(fulfillment)
    return fulfillment


def _carry_out(saleor: Saleor, plan: _Plan, target: Fulfillment, *, replace: bool) -> None:
    for take in plan.takes:
        if take.replace is replace:
            take.line.quantity_fulfilled += take.quantity
            _put(saleor, target, take.line.pk, take.quantity)
    for move in plan.moves:
        if move.replace is replace:
            moved = min(move.line.quantity, move.quantity)
            move.line.quantity -= moved
            _put(saleor, target, move.line.line, moved)


def _put(saleor: Saleor, target: Fulfillment, line: str, quantity: int) -> None:
    if quantity > 0:
        target.lines.append(FulfillmentLine(saleor.next_pk("FulfillmentLine"), line, quantity))


def _drop_empty_parcels(saleor: Saleor, plan: _Plan) -> None:
    for move in plan.moves:
        move.parcel.lines = [line for line in move.parcel.lines if line.quantity != 0]
        if not move.parcel.lines and move.parcel in move.order.fulfillments:
            move.order.fulfillments.remove(move.parcel)
        saleor.touch(move.order)


def _units(plan: _Plan) -> list[tuple[Line, int]]:
    """Return the lines to be replaced and how many of each."""
    units = [(take.line, take.quantity) for take in plan.takes if take.replace]
    for move in plan.moves:
        line = move.order.find_line(move.line.line)
        if move.replace and line is not None:
            units.append((line, move.quantity))
    return units
