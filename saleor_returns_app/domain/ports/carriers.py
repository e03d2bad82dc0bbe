"""The way to a carrier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from saleor_returns_app.domain.orders import Address


@dataclass(frozen=True)
class LabelOrder:
    """What a carrier needs to know to make a label; `language` is that of the sender."""

    number: str
    order_number: str
    sender: Address
    recipient: Address
    contents: Sequence[str]
    language: str = ""


@dataclass(frozen=True)
class CarrierLabel:
    """A label as the carrier gave it: a PDF."""

    carrier: str
    tracking_number: str
    pdf: bytes


class Carrier(Protocol):
    """Somebody who carries parcels. The same order twice gives the same label."""

    def issue_label(self, order: LabelOrder) -> CarrierLabel: ...
