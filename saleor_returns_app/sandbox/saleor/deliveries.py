"""The log of webhook deliveries, with levers for tests: drop, duplicate, delay, hold back."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any


class DeliveryState(StrEnum):
    """How far a delivery got."""

    PENDING = "pending"
    HELD = "held"
    DELIVERED = "delivered"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass
class Delivery:
    """One event on its way to one webhook."""

    key: str
    event: str
    target_url: str
    app: str
    webhook: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    state: DeliveryState = DeliveryState.PENDING
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    attempts: list[int | None] = field(default_factory=list)
    answer: str = ""


@dataclass
class _Rule:
    effect: str
    event: str | None
    times: int
    seconds: float = 0.0


class Deliveries:
    """All deliveries, oldest first, and what shall happen to the next ones."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._log: list[Delivery] = []
        self._rules: list[_Rule] = []
        self._held: list[tuple[Delivery, Callable[[], None]]] = []
        self._holding = False

    def all(self) -> list[Delivery]:
        """Return every delivery."""
        with self._lock:
            return list(self._log)

    def of_event(self, event: str) -> list[Delivery]:
        """Return the deliveries of one event, e.g. ORDER_UPDATED."""
        return [item for item in self.all() if item.event == event.upper()]

    def failed(self, webhook: int) -> list[tuple[str, datetime]]:
        """Name those that a webhook never got, with their times, newest first."""
        own = [item for item in reversed(self.all()) if item.webhook == webhook]
        return [(item.key, item.at) for item in own if item.state is DeliveryState.FAILED]

    def events(self) -> list[str]:
        """Return the events delivered or on their way."""
        return [item.event for item in self.all()]

    def clear(self) -> None:
        """Forget the log; what is on its way goes on."""
        with self._lock:
            self._log.clear()

    def drop_next(self, event: str | None = None, *, times: int = 1) -> None:
        """Lose the next deliveries, as an outage of more than five minutes does."""
        self._add("drop", event, times)

    def duplicate_next(self, event: str | None = None, *, times: int = 1) -> None:
        """Send the next deliveries twice, byte for byte."""
        self._add("duplicate", event, times)

    def delay_next(self, seconds: float, event: str | None = None, *, times: int = 1) -> None:
        """Send the next deliveries late."""
        self._add("delay", event, times, seconds)

    def deliver_all(self) -> None:
        """Call off what was ordered for the next deliveries."""
        with self._lock:
            self._rules.clear()

    def hold(self) -> None:
        """Keep deliveries back until they are released."""
        with self._lock:
            self._holding = True

    def release(self, order: Callable[[list[Delivery]], Iterable[Delivery]] | None = None) -> None:
        """Let go what was held back, in an order of your choice, e.g. reversed."""
        with self._lock:
            self._holding = False
            held, self._held = self._held, []
        senders = {delivery.key: send for delivery, send in held}
        waiting = [delivery for delivery, _ in held]
        for delivery in order(waiting) if order else waiting:
            delivery.state = DeliveryState.PENDING
            senders[delivery.key]()

    def _add(self, effect: str, event: str | None, times: int, seconds: float = 0.0) -> None:
        with self._lock:
            self._rules.append(_Rule(effect, event, times, seconds))

    def dispatch(self, delivery: Delivery, send: Callable[[float], Any]) -> None:
        """Note a delivery and send it as the rules say."""
        with self._lock:
            self._log.append(delivery)
            del self._log[:-1000]
            rule = self._rule_for(delivery.event)
            if self._holding:
                delivery.state = DeliveryState.HELD
                self._held.append((delivery, lambda: send(0.0)))
                return
        if rule and rule.effect == "drop":
            delivery.state = DeliveryState.DROPPED
            return
        send(rule.seconds if rule else 0.0)
        if rule and rule.effect == "duplicate":
            send(0.0)

    def _rule_for(self, event: str) -> _Rule | None:
        rule = next((item for item in self._rules if item.event in {None, event}), None)
        if rule:
            rule.times -= 1
            if rule.times <= 0:
                self._rules.remove(rule)
        return rule

    def find(self, key: str) -> Delivery | None:
        """Return the delivery with this key."""
        with self._lock:
            return next((item for item in self._log if item.key == key), None)
