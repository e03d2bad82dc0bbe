"""What a receipt says, as plain JSON: signed as it stands, and drawn on paper from the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.money import Money, digits_of, total
from saleor_returns_app.domain.orders import Address, OrderSnapshot
from saleor_returns_app.domain.policy.decision import Because
from saleor_returns_app.domain.receipts.legal_basis import articles_of, terms_of
from saleor_returns_app.domain.receipts.payments import Payment, Settled
from saleor_returns_app.domain.refund_breakdown import BreakdownPart, PartCause
from saleor_returns_app.domain.return_request import ReturnLine, ReturnRequest

FORMAT = "saleor-returns-receipt/1"
KEYS_PATH = "/.well-known/returns-receipt-keys.json"

Content = dict[str, Any]


@dataclass(frozen=True)
class Grounds:
    """All that a receipt is made of. `time_zone` is the shop's clock, `url` where the app lives."""

    id: str
    case: ReturnRequest
    order: Order
    shop: Installation
    settled: Settled
    time_zone: str
    url: str


@dataclass(frozen=True)
class Holder:
    """Whose receipt it is. It stands beside the signed content, which only has its digest.

    So the name can be forgotten one day, and what was signed remains as it was.
    """

    name: str
    salt: str

    @property
    def digest(self) -> str:
        """What the signed content says of the holder: nothing to somebody without the salt."""
        return hashlib.sha256(f"{self.salt}:{self.name}".encode()).hexdigest()


def content_of(grounds: Grounds, holder: Holder | None) -> Content:
    """Write down a settlement. The same grounds give the same content, whenever it is written."""
    case, order, settled = grounds.case, grounds.order, grounds.settled
    return {
        "format": FORMAT,
        "id": grounds.id,
        "issued_at": _moment(settled.at),
        "language": order.snapshot.language,
        "time_zone": grounds.time_zone,
        "keys": grounds.url + KEYS_PATH,
        "check": check_address(grounds.url, grounds.id),
        "shop": _shop(grounds.shop),
        "holder": holder.digest if holder else None,
        "order": {"number": order.number, "placed_at": _moment(order.placed_at)},
        "return": {
            "number": case.number,
            "requested_at": _moment(case.requested_at),
            "received_at": _moment(case.received_at) if case.received_at else None,
            "outcome": case.wish.outcome.value,
            "method": case.wish.method.value,
        },
        "items": [_item(line, order.snapshot) for line in case.lines],
        "breakdown": {
            "parts": [_part(part) for part in case.breakdown.parts],
            "total": money(case.refund),
            "uncovered": money(case.breakdown.uncovered),
        },
        "policy": _policy(case, order.snapshot.country),
        "payments": [_payment(payment) for payment in settled.payments],
        "paid": money(total((one.amount for one in settled.payments), case.refund.currency)),
        "history": {"events": settled.event.sequence, "digest": settled.event.digest},
    }


def check_address(url: str, id: str) -> str:
    """Say where anybody can ask whether a receipt is genuine."""
    return f"{url}/receipts/{id}"


def money(amount: Money) -> Content:
    """Write an amount twice, for people and for programs; both say the same."""
    return {
        "amount": str(amount.decimal),
        "currency": amount.currency,
        "minor": amount.minor,
        "digits": digits_of(amount.currency),
    }


def money_from(said: Mapping[str, Any]) -> Money:
    """Read an amount back."""
    return Money(int(said["minor"]), str(said["currency"]))


def _shop(shop: Installation) -> Content:
    address: Address = shop.shop_address
    return {
        "name": shop.shop_name or shop.slug,
        "address": [line for line in address.lines if line != shop.shop_name],
        "country": address.country,
    }


def _item(line: ReturnLine, order: OrderSnapshot) -> Content:
    bought = order.line(line.order_line_id)
    return {
        "line_id": line.order_line_id,
        "product": bought.product_name if bought else "",
        "variant": bought.variant_name if bought else "",
        "sku": bought.sku if bought else "",
        "quantity": line.quantity,
        "reason": line.reason.value,
    }


def _part(part: BreakdownPart) -> Content:
    return {
        "kind": part.kind.value,
        "amount": money(part.amount),
        "line_id": part.line_id or None,
        "quantity": part.quantity or None,
        "cause": _cause(part.cause) if part.cause.code else None,
    }


def _cause(cause: PartCause) -> Content:
    return {
        "code": cause.code,
        "rule": cause.rule_id or None,
        "article": cause.article or None,
        "facts": dict(cause.facts),
    }


def _policy(case: ReturnRequest, country: str) -> Content:
    wish = case.wish
    return {
        "version": wish.policy_version,
        "ground": wish.offer.track.value if wish.offer else None,
        "articles": articles_of(wish, case.breakdown, country),
        "terms": [_term(about, because) for about, because in terms_of(wish)],
    }


def _term(about: str, because: Because) -> Content:
    return {
        "about": about,
        "code": because.code,
        "cause": because.cause.value,
        "track": because.track.value,
        "rule": because.rule_id or None,
        "article": because.article or None,
    }


def _payment(payment: Payment) -> Content:
    return {
        "how": payment.how.value,
        "amount": money(payment.amount),
        "at": _moment(payment.at),
        "reference": payment.reference,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
