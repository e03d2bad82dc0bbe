"""Gift cards and their history."""

from typing import Any

from saleor_returns_app.sandbox.saleor.cards import CardEvent, GiftCard
from saleor_returns_app.sandbox.saleor.ids import global_id, key_of
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.values import metadata, moment, money
from saleor_returns_app.sandbox.saleor.permissions import allow

ANY_EVENT, FEW_EVENTS = ["MANAGE_GIFT_CARD"], {"USED_IN_ORDER", "REFUNDED_IN_ORDER"}


def card_node(card: GiftCard) -> Node:
    """Write a gift card."""
    return {
        "__typename": "GiftCard",
        "id": global_id("GiftCard", card.pk),
        "code": card.code,
        "last4CodeChars": card.last4,
        "isActive": card.is_active,
        "expiryDate": card.expires_on.isoformat() if card.expires_on else None,
        "created": moment(card.created),
        "usedByEmail": None,
        "initialBalance": money(card.initial, card.currency),
        "currentBalance": money(card.current, card.currency),
        "tags": [{"id": global_id("GiftCardTag", tag), "name": tag} for tag in card.tags],
        "events": lambda info, **arguments: _events(info, card, arguments.get("filter") or {}),
        **metadata(card.metadata, card.private_metadata),
    }


def _events(info: Any, card: GiftCard, wanted: dict[str, Any]) -> list[Node]:
    """List a card's history; who may only manage orders sees only what orders did."""
    if wanted.get("type") not in FEW_EVENTS:
        allow(info.context.principal, ANY_EVENT)
    orders = wanted.get("orders")
    keys = None if orders is None else {key_of("Order", item) for item in orders}
    return [
        _event(card, event)
        for event in card.events
        if wanted.get("type") in {None, event.type} and (keys is None or event.order in keys)
    ]


def _event(card: GiftCard, event: CardEvent) -> Node:
    balance = None
    if event.new_balance is not None and event.old_balance is not None:
        balance = {
            "initialBalance": money(card.initial, card.currency),
            "currentBalance": money(event.new_balance, card.currency),
            "oldInitialBalance": money(card.initial, card.currency),
            "oldCurrentBalance": money(event.old_balance, card.currency),
        }
    return {
        "__typename": "GiftCardEvent",
        "id": global_id("GiftCardEvent", event.pk),
        "date": moment(event.date),
        "type": event.type,
        "message": event.message,
        "email": event.email,
        "orderId": global_id("Order", event.order) if event.order else None,
        "orderNumber": None,
        "balance": balance,
    }
