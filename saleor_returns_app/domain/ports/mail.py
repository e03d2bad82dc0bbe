"""The way to a mailbox, and the words of what goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.messages import Attachment, Message, MessageKind, Words
from saleor_returns_app.domain.return_request import ReturnRequest


class Mailer(Protocol):
    """The way to a customer's mailbox."""

    def send(self, message: Message, attachments: Sequence[Attachment]) -> None: ...


class Letters(Protocol):
    """The words of the mails, in the customer's language."""

    def write(
        self, kind: MessageKind, *, case: ReturnRequest, order: Order, shop: Installation
    ) -> Words: ...
