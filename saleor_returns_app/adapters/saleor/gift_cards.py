"""Store credit: gift cards under codes of our own, which are written into no log."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import Any

from saleor_returns_app.adapters.saleor.order_words import money_from
from saleor_returns_app.adapters.saleor.speaker import Speaker
from saleor_returns_app.domain.errors import SaleorRefused, SaleorTooOld
from saleor_returns_app.domain.money import Money, total
from saleor_returns_app.domain.saleor_things import GiftCard, GiftCardCode, UsedGiftCard
from saleor_returns_app.domain.saleor_versions import ADJUSTS_GIFT_CARDS

LATER = "since_3_23_19"


class GiftCards(Speaker):
    """Issues gift cards and looks after them."""

    def create_gift_card(
        self,
        code: GiftCardCode,
        amount: Money,
        *,
        email: str = "",
        channel: str = "",
        expires_on: date | None = None,
        note: str = "",
        metadata: Mapping[str, str] | None = None,
    ) -> GiftCard:
        """Issue a card; with an address Saleor mails it at once."""
        wanted: dict[str, Any] = {
            "code": code.reveal(),
            "balance": {"amount": str(amount.decimal), "currency": amount.currency},
            "isActive": True,
        }
        if email:
            wanted |= {"userEmail": email, "channel": channel}
        if expires_on:
            wanted["expiryDate"] = expires_on.isoformat()
        if note:
            wanted["note"] = note
        if metadata:
            wanted["metadata"] = [{"key": key, "value": value} for key, value in metadata.items()]
        with _hiding(code):
            answer = self._endpoint.tell("gift_card_create", "giftCardCreate", input=wanted)
        return _card(answer["giftCard"])

    def find_gift_card(self, code: GiftCardCode) -> GiftCard | None:
        """Find the card that bears a code."""
        with _hiding(code):
            found = self._endpoint.ask("gift_cards_by_code", code=code.reveal())["giftCards"]
        nodes = [edge["node"] for edge in found["edges"]]
        return next((_card(node) for node in nodes if node["code"] == code.reveal()), None)

    def gift_card(self, id: str) -> GiftCard | None:
        """Read a card as it is now."""
        words = self._endpoint.ask("gift_card", id=id)["giftCard"]
        return _card(words) if words else None

    def gift_cards_used(self, order_id: str) -> list[UsedGiftCard]:
        """List the cards that paid a part of an order, as far as Saleor tells how much."""
        order = self._endpoint.ask("gift_cards_used", id=order_id)["order"] or {"giftCards": ()}
        return [_used(words) for words in order["giftCards"] if words["events"]]

    def resend_gift_card(self, id: str, *, channel: str, email: str) -> None:
        """Have Saleor mail the code again; to whom is always said, or it may guess."""
        told = {"id": id, "channel": channel, "email": email}
        self._endpoint.tell("gift_card_resend", "giftCardResend", input=told)

    def adjust_gift_card(self, id: str, delta: Money) -> GiftCard:
        """Add to a card's balance or take from it."""
        if self._release < ADJUSTS_GIFT_CARDS:
            raise SaleorTooOld(since=".".join(map(str, ADJUSTS_GIFT_CARDS)))
        answer = self._endpoint.tell(
            f"{LATER}/gift_card_adjust", "giftCardBalanceAdjust", id=id, amount=str(delta.decimal)
        )
        return _card(answer["giftCard"])

    def deactivate_gift_card(self, id: str) -> None:
        """Take a card out of use."""
        self._endpoint.tell("gift_card_deactivate", "giftCardDeactivate", id=id)


@contextmanager
def _hiding(code: GiftCardCode) -> Iterator[None]:
    """Keep the code out of what is said about a refusal: Saleor may repeat what it was sent."""
    try:
        yield
    except SaleorRefused as refusal:
        refusal.args = tuple(
            code.hide_in(item) if isinstance(item, str) else item for item in refusal.args
        )
        refusal.__cause__ = None
        raise


def _card(words: Mapping[str, Any]) -> GiftCard:
    expires_on = words["expiryDate"]
    return GiftCard(
        id=words["id"],
        last4=words["last4CodeChars"],
        balance=money_from(words["currentBalance"]),
        initial=money_from(words["initialBalance"]),
        is_active=words["isActive"],
        expires_on=date.fromisoformat(expires_on) if expires_on else None,
    )


def _used(words: Mapping[str, Any]) -> UsedGiftCard:
    spent = [_spent(event["balance"]) for event in words["events"]]
    return UsedGiftCard(words["id"], words["last4CodeChars"], total(spent, spent[0].currency))


def _spent(balance: Mapping[str, Any]) -> Money:
    return money_from(balance["oldCurrentBalance"]) - money_from(balance["currentBalance"])
