"""The payment app of the pretend shop: what it does when Saleor asks it for a refund."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from saleor_returns_app.sandbox.books import Movement
from saleor_returns_app.sandbox.saleor.behaviours import PaymentBehaviour
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.instance import NOBODY, Principal, Saleor
from saleor_returns_app.sandbox.saleor.model import Order, Transaction, TransactionEvent
from saleor_returns_app.sandbox.saleor.money import quantise
from saleor_returns_app.sandbox.saleor.reports import Report, acknowledge, book, fail_silently

_REFUSAL = "The card was closed."
_NO_DELIVERY = "Failed to delivery request."


class PaymentApp:
    """Takes requests to refund, each by the behaviour of its transaction."""

    def __init__(self, saleor: Saleor) -> None:
        self._saleor = saleor
        self._ways: dict[PaymentBehaviour, Callable[[_Asked], None]] = {
            PaymentBehaviour.APPROVE: self._approve,
            PaymentBehaviour.APPROVE_LATER: self._later,
            PaymentBehaviour.REFUSE: self._refuse,
            PaymentBehaviour.REFUSE_LATER: self._later,
            PaymentBehaviour.NEVER_ANSWER: self._take_up,
            PaymentBehaviour.LOST: lambda _asked: None,
            PaymentBehaviour.OTHER_AMOUNT: self._pay_half,
            PaymentBehaviour.OLDER_TIME: self._report_older,
            PaymentBehaviour.PAID_BUT_TIMED_OUT: self._pay_and_time_out,
        }

    def handle(self, payload: dict[str, Any]) -> None:
        """Do what a request asks, or what was put off when it came."""
        with self._saleor.change():
            asked = self._asked(payload)
            if asked is None:
                return
            if outcome := payload.get("outcome"):
                self._finish(asked, PaymentBehaviour(outcome))
            else:
                self._ways[self._behaviour(asked)](asked)

    def _behaviour(self, asked: "_Asked") -> PaymentBehaviour:
        default = self._saleor.facts.get("payment_behaviour", PaymentBehaviour.APPROVE)
        return PaymentBehaviour(asked.transaction.behaviour or default)

    def _asked(self, payload: dict[str, Any]) -> "_Asked | None":
        order = self._saleor.orders.get(payload["order"])
        transaction = order.find_transaction(payload["transaction"]) if order else None
        if order is None or transaction is None:
            return None
        requests = (event for event in transaction.events if event.pk == payload["request"])
        request = next(requests, None)
        return _Asked(order, transaction, request) if request else None

    def _approve(self, asked: "_Asked") -> None:
        self._pay(asked, asked.request.amount)

    def _refuse(self, asked: "_Asked") -> None:
        reference = new_reference()
        report = Report("REFUND_FAILURE", asked.request.amount, reference, message=_REFUSAL)
        fail_silently(self._saleor, asked.order, asked.request, report)

    def _take_up(self, asked: "_Asked") -> None:
        acknowledge(self._saleor, asked.order, asked.request, new_reference())

    def _later(self, asked: "_Asked") -> None:
        self._take_up(asked)
        payload = asked.payload() | {"outcome": self._behaviour(asked).value}
        delay = self._saleor.settings.payment_delay_seconds
        self._saleor.scheduler.add("payment", payload, delay=delay)

    def _finish(self, asked: "_Asked", outcome: PaymentBehaviour) -> None:
        app = self._saleor.apps.get(asked.transaction.app or 0)
        by = Principal(app=app)
        if outcome is PaymentBehaviour.APPROVE_LATER:
            self._pay(asked, asked.request.amount, by=by)
            return
        reference = asked.request.psp_reference
        report = Report("REFUND_FAILURE", asked.request.amount, reference, message=_REFUSAL)
        book(self._saleor, asked.order, asked.transaction, report, by)

    def _pay_half(self, asked: "_Asked") -> None:
        self._pay(asked, quantise(asked.request.amount / 2, asked.order.currency))

    def _report_older(self, asked: "_Asked") -> None:
        self._pay(asked, asked.request.amount, seconds_ago=5)

    def _pay_and_time_out(self, asked: "_Asked") -> None:
        self._enter(asked, asked.request.amount, new_reference())
        report = Report("REFUND_FAILURE", asked.request.amount, "", message=_NO_DELIVERY)
        fail_silently(self._saleor, asked.order, asked.request, report)

    def _pay(
        self, asked: "_Asked", amount: Decimal, *, seconds_ago: int = 0, by: Principal = NOBODY
    ) -> None:
        reference = asked.request.psp_reference or new_reference()
        asked.request.psp_reference = reference
        self._enter(asked, amount, reference)
        time = asked.request.created - timedelta(seconds=seconds_ago) if seconds_ago else None
        report = Report("REFUND_SUCCESS", amount, reference, time, "Refunded.")
        book(self._saleor, asked.order, asked.transaction, report, by)

    def _enter(self, asked: "_Asked", amount: Decimal, reference: str) -> None:
        if amount == 0:
            return
        grant = asked.request.grant
        self._saleor.books.enter(
            Movement(
                order_number=asked.order.number,
                transaction=global_id("TransactionItem", asked.transaction.pk),
                amount=amount,
                currency=asked.order.currency,
                psp_reference=reference,
                grant=global_id("OrderGrantedRefund", grant) if grant else None,
                at=self._saleor.now().isoformat(),
            )
        )


class _Asked:
    """One request to refund, with what it is about."""

    def __init__(self, order: Order, transaction: Transaction, request: TransactionEvent) -> None:
        self.order = order
        self.transaction = transaction
        self.request = request

    def payload(self) -> dict[str, Any]:
        """Name the request for later."""
        keys = (self.order.pk, self.transaction.pk, self.request.pk)
        return dict(zip(("order", "transaction", "request"), keys, strict=True))


def new_reference() -> str:
    """Make up a payment provider's reference."""
    return f"psp-refund-{uuid4().hex[:16]}"
