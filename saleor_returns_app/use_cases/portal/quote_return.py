"""A shopper chooses, and is told what comes of it before anything is done."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from saleor_returns_app.domain.errors import (
    AccessExpired,
    QuoteExpired,
    QuoteInvalid,
    Unauthenticated,
)
from saleor_returns_app.domain.exchanges import Replacement
from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason, Source
from saleor_returns_app.domain.ports import Sealer, Store, Transaction
from saleor_returns_app.domain.quotes import Quote, Selection, chosen, make_wish
from saleor_returns_app.domain.refund_breakdown import (
    RefundBreakdown,
    RefundTerms,
    Units,
    break_down,
)
from saleor_returns_app.domain.return_request import ReturnLine, Wish
from saleor_returns_app.use_cases.photos.claiming import check_photos
from saleor_returns_app.use_cases.portal.order_view import decide_now, paid_before

QUOTE_LIFETIME = timedelta(minutes=30)


def quote_return(
    order_id: str,
    selection: Selection,
    *,
    at: datetime,
    sealer: Sealer,
    transaction: Transaction,
) -> Quote:
    """Work out the money of a selection and sign it; nothing is kept."""
    with transaction() as store:
        order = store.orders.get(order_id)
        wish = wish_now(store, order, selection, at=at)
    quote_id = str(uuid4())
    content = {
        "id": quote_id,
        "order": order_id,
        "chosen": _words(selection),
        "money": promised(wish),
    }
    return Quote(
        id=quote_id,
        token=sealer.seal("quote", content, at=at),
        wish=wish,
        order=order.snapshot,
        expires_at=at + QUOTE_LIFETIME,
    )


def wish_now(
    store: Store,
    order: Order,
    selection: Selection,
    *,
    at: datetime,
    source: Source = Source.PORTAL,
) -> Wish:
    """Decide about a selection and put its money beside it."""
    decision = decide_now(store, order, at=at, chosen=chosen(selection.lines), source=source)
    wish = make_wish(order.snapshot, selection, decision=decision, paid=paid_before(store, order))
    check_photos(store, order.id, wish.lines)
    return wish


def estimate_refund(
    order_id: str, units: Sequence[Units], *, at: datetime, transaction: Transaction
) -> RefundBreakdown:
    """Say what units would bring, before any fee, while the shopper still chooses.

    Promises nothing; units beyond what may come back are left out.
    """
    with transaction() as store:
        order = store.orders.get(order_id)
        most = {
            line.line_id: line.returnable or line.returnable_if_faulty
            for line in decide_now(store, order, at=at).lines
        }
        allowed = [Units(one.line_id, min(one.quantity, most.get(one.line_id, 0))) for one in units]
        return break_down(
            order.snapshot,
            RefundTerms(
                chosen=tuple(one for one in allowed if one.quantity > 0),
                paid=paid_before(store, order),
            ),
        )


def read_quote(
    token: str, *, order_id: str, at: datetime, sealer: Sealer
) -> tuple[str, Selection, Any]:
    """Return a quote's id, what was chosen and the money that was promised.

    Raises `QuoteExpired`, or `QuoteInvalid` for one that is not ours or of another order.
    """
    try:
        content = sealer.unseal("quote", token, at=at, lifetime=QUOTE_LIFETIME)
    except AccessExpired as error:
        raise QuoteExpired from error
    except Unauthenticated as error:
        raise QuoteInvalid from error
    if content["order"] != order_id:
        raise QuoteInvalid
    return content["id"], _selection(content["chosen"]), content["money"]


def promised(wish: Wish) -> list[list[Any]]:
    """Return the money of a wish in the form in which a quote promises it."""
    return [
        [part.kind.value, part.amount.minor, part.line_id, part.quantity]
        for part in wish.breakdown.parts
    ]


def _words(selection: Selection) -> dict[str, Any]:
    return {
        "lines": [
            [line.order_line_id, line.quantity, line.reason.value, line.message, *line.photos]
            for line in selection.lines
        ],
        "outcome": selection.outcome.value,
        "method": selection.method.value,
        "for": [_replacement_words(one) for one in selection.exchange_for],
    }


def _selection(words: dict[str, Any]) -> Selection:
    return Selection(
        lines=tuple(
            ReturnLine(line_id, quantity, ReturnReason(reason), message, tuple(photos))
            for line_id, quantity, reason, message, *photos in words["lines"]
        ),
        outcome=Outcome(words["outcome"]),
        method=ReturnMethod(words["method"]),
        exchange_for=tuple(_replacement(one) for one in words.get("for", ())),
    )


def _replacement_words(one: Replacement) -> list[Any]:
    price = [one.unit.minor, one.unit.currency]
    return [one.order_line_id, one.variant_id, one.quantity, price, one.name, one.sku, one.is_even]


def _replacement(words: list[Any]) -> Replacement:
    line_id, variant_id, quantity, (minor, currency), name, sku, is_even = words
    return Replacement(line_id, variant_id, quantity, Money(minor, currency), name, sku, is_even)
