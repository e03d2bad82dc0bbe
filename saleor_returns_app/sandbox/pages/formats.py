"""How pages write money, times and states."""

from datetime import datetime
from decimal import Decimal

from babel.dates import format_date, format_datetime
from babel.numbers import format_currency
from flask import Flask, g

from saleor_returns_app.sandbox.pages.texts import translated
from saleor_returns_app.sandbox.saleor.model import Price

TONES = {
    "FULFILLED": "good",
    "SUCCESS": "good",
    "FULL": "good",
    "FULLY_CHARGED": "good",
    "PENDING": "waiting",
    "PARTIALLY_FULFILLED": "waiting",
    "UNFULFILLED": "waiting",
    "PARTIAL": "waiting",
    "OVERCHARGED": "waiting",
    "RETURNED": "note",
    "PARTIALLY_RETURNED": "note",
    "REPLACED": "note",
    "FAILURE": "bad",
    "CANCELED": "bad",
}
WORDS = {
    "FULL": "Fully charged",
    "NONE": "Nothing yet",
    "PARTIAL": "Partially charged",
    "UNFULFILLED": "Not sent",
    "PARTIALLY_FULFILLED": "Partially sent",
    "FULFILLED": "Sent",
    "PLACED": "Order placed",
    "CONFIRMED": "Order confirmed",
    "ORDER_FULLY_PAID": "Order paid",
    "FULFILLMENT_FULFILLED_ITEMS": "Items sent",
    "FULFILLMENT_RETURNED": "Items returned",
}


def locale() -> str:
    """Return the language of the page."""
    return str(getattr(g, "locale", "en"))


def money(amount: Decimal | Price, currency: str) -> str:
    """Write an amount."""
    value = amount.gross if isinstance(amount, Price) else amount
    return format_currency(value, currency, locale=locale())


def moment(at: datetime) -> str:
    """Write a day and a time."""
    return format_datetime(at, "d MMM yyyy, HH:mm", locale=locale())


def day(at: datetime) -> str:
    """Write a day."""
    return format_date(at, "d MMM yyyy", locale=locale())


def label(state: str) -> str:
    """Write a state in words."""
    words = WORDS.get(state, state.replace("_", " ").capitalize())
    return translated(words, locale())


def tone(state: str) -> str:
    """Return the colour family of a state."""
    kind = state.rsplit("_", 1)[-1] if state.startswith(("REFUND_", "CHARGE_")) else state
    return TONES.get(kind, "plain")


def use_formats(app: Flask) -> None:
    """Let templates write money, times and states."""
    app.jinja_env.filters.update(money=money, moment=moment, day=day, label=label, tone=tone)
    app.jinja_env.globals.update(t=lambda text: translated(text, locale()))
