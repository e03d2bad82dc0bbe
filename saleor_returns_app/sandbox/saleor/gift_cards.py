"""Issuing gift cards and changing them, as Saleor does."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from saleor_returns_app.sandbox.saleor.cards import CardEvent, GiftCard
from saleor_returns_app.sandbox.saleor.instance import Saleor
from saleor_returns_app.sandbox.saleor.money import digits_of
from saleor_returns_app.sandbox.saleor.people import CHANNELS
from saleor_returns_app.sandbox.saleor.refusals import Refused

Request = dict[str, Any]
LENGTHS = range(8, 17)
_TAKEN = "Promo code already exists."


def issue(saleor: Saleor, request: Request) -> GiftCard:
    """Issue a card; with an address it is mailed at once."""
    balance = request["balance"]
    amount, currency = balance["amount"], balance["currency"]
    _check(saleor, request, amount, currency)
    card = GiftCard(
        pk=saleor.next_pk("GiftCard"),
        code=request.get("code") or _new_code(),
        currency=currency,
        initial=amount,
        current=amount,
        created=saleor.now(),
        is_active=request["isActive"],
        expires_on=request.get("expiryDate"),
        tags=[tag.lower() for tag in request.get("addTags") or ()],
        metadata=_metadata(request.get("metadata")),
        private_metadata=_metadata(request.get("privateMetadata")),
    )
    write(saleor, card, "ISSUED")
    if note := request.get("note"):
        write(saleor, card, "NOTE_ADDED", message=note)
    if email := request.get("userEmail"):
        _send(saleor, card, email, "SENT_TO_CUSTOMER")
    saleor.keep_card(card)
    return card


def resend(saleor: Saleor, card: GiftCard, email: str | None) -> None:
    """Mail the code again; an inactive card too, one past its day not."""
    if is_expired(saleor, card):
        raise Refused("id", "Expired gift card cannot be resend.", "EXPIRED_GIFT_CARD")
    if not email:
        raise Refused("email", "Please provide the email address.", "REQUIRED")
    _send(saleor, card, email, "RESENT")
    saleor.keep_card(card)


def deactivate(saleor: Saleor, card: GiftCard) -> None:
    """Take a card out of use; twice changes nothing."""
    if card.is_active:
        card.is_active = False
        write(saleor, card, "DEACTIVATED")
        saleor.keep_card(card)


def adjust(saleor: Saleor, card: GiftCard, delta: Decimal) -> None:
    """Add to the balance or take from it; never below nothing."""
    _refuse_digits("amount", delta, card.currency)
    if card.current + delta < 0:
        raise Refused("amount", "Gift card balance cannot be negative.", "INVALID")
    old, card.current = card.current, card.current + delta
    card.initial = max(card.initial, card.current)
    write(saleor, card, "BALANCE_ADJUSTED", old=old)
    saleor.keep_card(card)


def spend(saleor: Saleor, card: GiftCard, amount: Decimal, order: str) -> None:
    """Pay a part of an order with a card, at the checkout."""
    old, card.current = card.current, card.current - amount
    write(saleor, card, "USED_IN_ORDER", order=order, old=old)
    saleor.keep_card(card)


def is_expired(saleor: Saleor, card: GiftCard) -> bool:
    """Whether a card's last day is over."""
    return card.expires_on is not None and card.expires_on < saleor.now().date()


def write(
    saleor: Saleor,
    card: GiftCard,
    kind: str,
    *,
    message: str | None = None,
    email: str | None = None,
    order: str | None = None,
    old: Decimal | None = None,
) -> None:
    """Add an entry to a card's history."""
    event = CardEvent(saleor.next_pk("GiftCardEvent"), kind, saleor.now(), message, email, order)
    if old is not None:
        event.old_balance, event.new_balance = old, card.current
    card.events.append(event)


def _check(saleor: Saleor, request: Request, amount: Decimal, currency: str) -> None:
    checks: list[Callable[[], None]] = [
        lambda: _check_code(saleor, request.get("code")),
        lambda: _refuse_digits("balance", amount, currency),
        lambda: _check_amount(amount),
        lambda: _check_expiry(saleor, request.get("expiryDate")),
        lambda: _check_mailing(request),
    ]
    for check in checks:
        check()


def _check_code(saleor: Saleor, code: str | None) -> None:
    if code is None:
        return
    if len(code) not in LENGTHS:
        message = f"Gift card code must have from {LENGTHS[0]} to {LENGTHS[-1]} characters."
        raise Refused("code", message, "INVALID")
    vouchers = {order.voucher for order in saleor.orders.values()}
    if code in vouchers or any(card.code == code for card in saleor.gift_cards.values()):
        raise Refused("code", _TAKEN, "ALREADY_EXISTS")


def _check_amount(amount: Decimal) -> None:
    if amount <= 0:
        raise Refused("balance", "Balance amount have to be greater than 0.", "INVALID")


def _check_expiry(saleor: Saleor, day: date | None) -> None:
    if day is not None and day <= saleor.now().date():
        raise Refused("expiryDate", "Expiry date must be in the future.", "INVALID")


def _check_mailing(request: Request) -> None:
    if not request.get("userEmail"):
        return
    if "@" not in request["userEmail"]:
        raise Refused("email", "Provided email is invalid.", "INVALID")
    if not request.get("channel"):
        message = "Channel slug must be specified when user_email is provided."
        raise Refused("channel", message, "REQUIRED")
    if all(channel.slug != request["channel"] for channel in CHANNELS):
        raise Refused("channel", "Channel with given slug does not exist.", "NOT_FOUND")


def _refuse_digits(field: str, amount: Decimal, currency: str) -> None:
    digits = digits_of(currency)
    if amount != amount.quantize(Decimal(1).scaleb(-digits)):
        message = f"Value cannot have more than {digits} decimal places."
        raise Refused(field, message, "INVALID")


def _send(saleor: Saleor, card: GiftCard, email: str, kind: str) -> None:
    write(saleor, card, kind, email=email)
    shown = f"{card.current} {card.currency}"
    saleor.post(
        email, f"Your gift card over {shown}", f"Your code: {card.code}\nIts value: {shown}\n"
    )


def _metadata(items: list[dict[str, str]] | None) -> dict[str, str]:
    return {item["key"]: item["value"] for item in items or ()}


def _new_code() -> str:
    letters = uuid4().hex[:12].upper()
    return "-".join((letters[:4], letters[4:8], letters[8:]))
