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
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.ports import Sealer, Transaction
from saleor_returns_app.domain.quotes import Quote, Selection, make_wish, price
from saleor_returns_app.domain.refund_breakdown import RefundBreakdown, Units
from saleor_returns_app.domain.return_request import ReturnLine, Wish
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
        decision = decide_now(store, order, at=at)
        wish = make_wish(
            order.snapshot, selection, decision=decision, paid=paid_before(store, order)
        )
    quote_id = str(uuid4())
    content = {
        "id": quote_id,
        "order": order_id,
        "chosen": _words(selection),
        "money": promised(wish),
    }
    token = sealer.seal("quote", content, at=at)
    return Quote(
        id=quote_id,
        token=token,
        wish=wish,
        order=order.snapshot,
        approval_required=decision.approval_required,
        expires_at=at + QUOTE_LIFETIME,
    )


def estimate_refund(
    order_id: str, units: Sequence[Units], *, at: datetime, transaction: Transaction
) -> RefundBreakdown:
    """Say what units would bring, before any fee, while the shopper still chooses.

    Promises nothing; units beyond what may come back are left out.
    """
    with transaction() as store:
        order = store.orders.get(order_id)
        most = {line.line_id: line.returnable for line in decide_now(store, order, at=at).lines}
        allowed = [Units(one.line_id, min(one.quantity, most.get(one.line_id, 0))) for one in units]
        return price(
            order.snapshot,
            [one for one in allowed if one.quantity > 0],
            fee=Money.zero(order.snapshot.currency),
            paid=paid_before(store, order),
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
            [line.order_line_id, line.quantity, line.reason.value, line.message]
            for line in selection.lines
        ],
        "outcome": selection.outcome.value,
        "method": selection.method.value,
    }


def _selection(words: dict[str, Any]) -> Selection:
    return Selection(
        lines=tuple(
            ReturnLine(line_id, quantity, ReturnReason(reason), message)
            for line_id, quantity, reason, message in words["lines"]
        ),
        outcome=Outcome(words["outcome"]),
        method=ReturnMethod(words["method"]),
    )
