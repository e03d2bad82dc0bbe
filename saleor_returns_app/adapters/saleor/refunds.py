"""Goods that come back and money that goes back.

Saleor takes negative quantities, one line twice and no lines at all, and refunds everything that was
charged for an amount of zero. Such a request is a mistake of ours and never leaves.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from saleor_returns_app.adapters.saleor.speaker import Speaker
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.saleor_versions import TAKES_RETURN_REASONS


class Refunds(Speaker):
    """Writes returns and refunds into orders."""

    def return_products(self, order_id: str, lines: Sequence[tuple[str, int]], reason: str) -> str:
        """Move units from fulfillment lines into a RETURNED fulfillment; no money moves."""
        _must_make_sense(lines, may_be_none=False)
        parts = [
            {"fulfillmentLineId": line_id, "quantity": quantity, "replace": False}
            for line_id, quantity in lines
        ]
        wanted: dict[str, Any] = {"fulfillmentLines": parts, "refund": False}
        if self._release >= TAKES_RETURN_REASONS:
            wanted["reason"] = reason
        answer = self._endpoint.tell(
            "return_products", "orderFulfillmentReturnProducts", order=order_id, input=wanted
        )
        return str((answer["returnFulfillment"] or {}).get("id") or "")

    def grant_refund(
        self,
        order_id: str,
        *,
        amount: Money,
        lines: Sequence[Units],
        with_shipping: bool,
        transaction_id: str,
        reason: str,
        line_reasons: Mapping[str, str] | None = None,
    ) -> str:
        """Promise a refund of exactly this amount; returns the granted refund's id."""
        _must_make_sense([(part.line_id, part.quantity) for part in lines], may_be_none=True)
        if amount.minor <= 0:
            raise ValueError(
                "A refund of nothing is never granted: Saleor would refund everything."
            )
        refund: dict[str, Any] = {
            "amount": str(amount.decimal),
            "lines": [_granted_line(part, line_reasons or {}) for part in lines],
            "grantRefundForShipping": with_shipping,
            "transactionId": transaction_id,
            "reason": reason,
        }
        answer = self._endpoint.tell(
            "grant_refund", "orderGrantRefundCreate", order=order_id, input=refund
        )
        return str(answer["grantedRefund"]["id"])

    def void_grant(self, granted_refund_id: str, line_ids: Sequence[str], reason: str) -> None:
        """Make a promise one of nothing: no lines, no shipping, no amount."""
        emptied: dict[str, Any] = {
            "amount": "0",
            "grantRefundForShipping": False,
            "reason": reason,
        }
        if line_ids:
            emptied["removeLines"] = list(line_ids)
        self._endpoint.tell(
            "void_grant", "orderGrantRefundUpdate", grantedRefund=granted_refund_id, input=emptied
        )

    def request_refund(self, granted_refund_id: str) -> None:
        """Ask the payment app to pay a granted refund; the answer says nothing about success."""
        self._endpoint.tell(
            "request_refund",
            "transactionRequestRefundForGrantedRefund",
            grantedRefund=granted_refund_id,
        )


def _granted_line(part: Units, reasons: Mapping[str, str]) -> dict[str, Any]:
    line = {"id": part.line_id, "quantity": part.quantity}
    reason = reasons.get(part.line_id)
    return line | {"reason": reason} if reason else line


def _must_make_sense(lines: Sequence[tuple[str, int]], *, may_be_none: bool) -> None:
    ids = [line_id for line_id, _ in lines]
    is_odd = len(set(ids)) < len(ids) or any(quantity < 1 for _, quantity in lines)
    if is_odd or not (ids or may_be_none):
        raise ValueError("Each line is named once, with one unit or more.")
