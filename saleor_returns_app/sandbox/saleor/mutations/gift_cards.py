"""Mutations on gift cards."""

from decimal import Decimal
from typing import Any

from saleor_returns_app.sandbox.saleor import gift_cards
from saleor_returns_app.sandbox.saleor.cards import GiftCard
from saleor_returns_app.sandbox.saleor.ids import key_of
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.mutations import Mutation
from saleor_returns_app.sandbox.saleor.nodes import Node
from saleor_returns_app.sandbox.saleor.nodes.gift_cards import card_node
from saleor_returns_app.sandbox.saleor.refusals import not_found


def create(info: Any, input: dict[str, Any]) -> Node:
    """Run giftCardCreate."""
    return {"giftCard": card_node(gift_cards.issue(info.context.saleor, input))}


def resend(info: Any, input: dict[str, Any]) -> Node:
    """Run giftCardResend."""
    saleor = info.context.saleor
    card = _card(saleor, input["id"])
    gift_cards.resend(saleor, card, input.get("email"))
    return {"giftCard": card_node(card)}


def deactivate(info: Any, id: str) -> Node:
    """Run giftCardDeactivate."""
    saleor = info.context.saleor
    card = _card(saleor, id)
    gift_cards.deactivate(saleor, card)
    return {"giftCard": card_node(card)}


def adjust(info: Any, id: str, amount: Decimal) -> Node:
    """Run giftCardBalanceAdjust."""
    saleor = info.context.saleor
    card = _card(saleor, id)
    gift_cards.adjust(saleor, card, amount)
    return {"giftCard": card_node(card)}


def _card(saleor: Saleor, id: str) -> GiftCard:
    card = saleor.gift_cards.get(int(key_of("GiftCard", id) or 0))
    if card is None:
        raise not_found("id", id)
    return card


MUTATIONS: dict[str, Mutation] = {
    "giftCardCreate": create,
    "giftCardResend": resend,
    "giftCardDeactivate": deactivate,
    "giftCardBalanceAdjust": adjust,
}
