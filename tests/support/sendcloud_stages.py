"""Two Sendclouds to hold the adapter against: written-down bodies, and the sandbox's live one."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import responses

from saleor_returns_app.adapters.carriers.sendcloud import Sendcloud
from saleor_returns_app.adapters.carriers.sendcloud.http import Key
from saleor_returns_app.domain.shipping.shipments import Shipment
from saleor_returns_app.sandbox.sendcloud.model import Step
from tests.support.sandbox import SandboxServer
from tests.support.sendcloud import KEY, a_sendcloud, answer_with


class Stage(Protocol):
    """A Sendcloud, and the means to bring it where a test wants it."""

    def account(self, key: Key = KEY) -> Sendcloud:
        """Return an account there."""

    def recorded(self, method: str, path: str, name: str) -> None:
        """Say which written-down answer comes next; a live one finds its own."""

    def settle(self) -> None:
        """Wait until labels are made and cancellations confirmed."""

    def move(self, shipment: Shipment, *steps: Step) -> None:
        """Let things happen to a parcel; what is written down has happened."""


class Recorded:
    """Answers what was written down."""

    def __init__(self, web: responses.RequestsMock) -> None:
        self._web = web

    def account(self, key: Key = KEY) -> Sendcloud:
        """Return an account at Sendcloud's own address."""
        return a_sendcloud(key=key)

    def recorded(self, method: str, path: str, name: str) -> None:
        """Answer so."""
        answer_with(self._web, method, path, name)

    def settle(self) -> None:
        """Wait for nothing."""

    def move(self, shipment: Shipment, *steps: Step) -> None:
        """Do nothing: the next answer tells of it."""


class Pretend:
    """The sandbox's Sendcloud, over HTTP."""

    def __init__(self, server: SandboxServer) -> None:
        self.server = server

    def account(self, key: Key = KEY) -> Sendcloud:
        """Return an account there."""
        return a_sendcloud(self.server.sandbox.settings.sendcloud_url, key)

    def recorded(self, method: str, path: str, name: str) -> None:
        """Find its own answer."""

    def settle(self) -> None:
        """Wait for what was put off."""
        self.server.settle(ahead=1.0)

    def move(self, shipment: Shipment, *steps: Step) -> None:
        """Move a parcel along."""
        for step in steps:
            self.server.sandbox.sendcloud.move(int(shipment.id), step)


@contextmanager
def staged(kind: str) -> Iterator[Stage]:
    """Open one of the two."""
    if kind == "recorded":
        with responses.RequestsMock() as web:
            yield Recorded(web)
    else:
        with SandboxServer() as server:
            yield Pretend(server)
