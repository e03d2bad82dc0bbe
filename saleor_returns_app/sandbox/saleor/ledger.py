"""What a payment and an order are worth now, worked out from their events as Saleor does."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from saleor_returns_app.sandbox.saleor.model import (
    ZERO,
    GrantedRefund,
    Order,
    Transaction,
    TransactionEvent,
)


@dataclass
class Amounts:
    """The sums of one payment."""

    charged: Decimal = ZERO
    refunded: Decimal = ZERO
    refund_pending: Decimal = ZERO


def amounts(transaction: Transaction) -> Amounts:
    """Add up a payment's events, those of one reference together."""
    result = Amounts()
    by_reference: dict[str, dict[str, TransactionEvent]] = {}
    for event in sorted(transaction.events, key=lambda event: event.created):
        if not event.counted:
            continue
        if event.psp_reference:
            by_reference.setdefault(event.psp_reference, {})[event.type] = event
        else:
            _add_unreferenced(result, event)
    for events in by_reference.values():
        _add_charge(result, events)
        _add_refund(result, events)
    return result


def _add_unreferenced(result: Amounts, event: TransactionEvent) -> None:
    if event.type == "CHARGE_SUCCESS":
        result.charged += event.amount
    elif event.type == "CHARGE_BACK":
        result.charged -= event.amount
    elif event.type == "REFUND_SUCCESS":
        result.refunded += event.amount
    elif event.type == "REFUND_REVERSE":
        result.charged += event.amount


def _add_charge(result: Amounts, events: dict[str, TransactionEvent]) -> None:
    if "CHARGE_SUCCESS" in events:
        result.charged += events["CHARGE_SUCCESS"].amount
    if "CHARGE_BACK" in events:
        result.charged -= events["CHARGE_BACK"].amount


def _add_refund(result: Amounts, events: dict[str, TransactionEvent]) -> None:
    reverse = events.get("REFUND_REVERSE")
    request = events.get("REFUND_REQUEST")
    success = events.get("REFUND_SUCCESS")
    failure = events.get("REFUND_FAILURE")
    if reverse:
        result.charged += reverse.amount
        result.refunded -= reverse.amount
    if request and not success and not failure:
        result.refund_pending += request.amount
        result.charged -= request.amount
    if success and (not failure or success.created > failure.created):
        result.refunded += success.amount
        result.charged -= success.amount


def grant_events(order: Order, grant: GrantedRefund) -> list[TransactionEvent]:
    """Return the payment events that belong to a granted refund, newest first."""
    events = (event for item in order.transactions for event in item.events)
    return newest_first(event for event in events if event.grant == grant.pk)


def newest_first(events: Iterable[TransactionEvent]) -> list[TransactionEvent]:
    """Sort payment events as Saleor lists them."""
    return sorted(events, key=lambda event: (event.created, event.pk), reverse=True)


_STATUS = {"REQUEST": "PENDING", "SUCCESS": "SUCCESS", "FAILURE": "FAILURE", "REVERSE": "NONE"}


def grant_status(order: Order, grant: GrantedRefund) -> str:
    """Name the state of a granted refund: the type of its newest event, whatever came in between."""
    transaction = order.find_transaction(grant.transaction)
    own = transaction.events if transaction else []
    for event in newest_first(event for event in own if event.grant == grant.pk):
        if event.type.startswith("REFUND_"):
            return _STATUS[event.type.removeprefix("REFUND_")]
    return "NONE"


@dataclass
class OrderSums:
    """The sums and payment states of one order."""

    total: Decimal
    granted: Decimal
    charged: Decimal
    refunded: Decimal
    refund_pending: Decimal

    @property
    def balance(self) -> Decimal:
        """What the shop holds beyond what the order still costs."""
        return self.charged - (self.total - self.granted)

    @property
    def remaining_grant(self) -> Decimal:
        """What was granted and is neither refunded nor on its way."""
        processed = self.charged + self.refunded + self.refund_pending
        gone = self.refunded + self.refund_pending - (processed - self.total)
        return max(min(self.granted, self.total) - max(gone, ZERO), ZERO)

    @property
    def charge_status(self) -> str:
        """How the money held compares with what the order still costs."""
        due = max(self.total - self.granted, ZERO)
        if self.charged == due:
            return "FULL"
        if self.charged <= 0:
            return "NONE"
        return "PARTIAL" if self.charged < due else "OVERCHARGED"

    @property
    def authorize_status(self) -> str:
        """Whether the order still costs more than is held."""
        if self.charged == 0:
            return "FULL" if self.total == 0 else "NONE"
        return "FULL" if self.charged >= max(self.total - self.granted, ZERO) else "PARTIAL"

    @property
    def payment_status(self) -> str:
        """The old, misleading status."""
        if self.charged >= self.total - self.granted:
            return "FULLY_CHARGED"
        return "PARTIALLY_CHARGED" if self.charged > 0 else "NOT_CHARGED"


def sums(order: Order) -> OrderSums:
    """Add up an order's payments."""
    each = [amounts(transaction) for transaction in order.transactions]
    return OrderSums(
        total=order.total.gross,
        granted=sum((grant.amount for grant in order.grants), ZERO),
        charged=sum((item.charged for item in each), ZERO),
        refunded=sum((item.refunded for item in each), ZERO),
        refund_pending=sum((item.refund_pending for item in each), ZERO),
    )
