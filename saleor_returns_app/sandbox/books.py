"""The list of the money that really moved, whatever anybody was told."""

import json
import threading
from dataclasses import asdict, dataclass
from decimal import Decimal

from saleor_returns_app.sandbox.store import Documents


@dataclass(frozen=True)
class Movement:
    """Money that went back to a customer."""

    order_number: int
    transaction: str
    amount: Decimal
    currency: str
    psp_reference: str
    grant: str | None
    at: str


class Books:
    """Every refund that the payment provider carried out."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._lock = threading.Lock()
        kept = documents.all("movement")
        self._movements = [_read(kept[key]) for key in sorted(kept, key=int)]

    def enter(self, movement: Movement) -> None:
        """Write a movement down."""
        with self._lock:
            text = json.dumps(asdict(movement) | {"amount": str(movement.amount)})
            self._documents.put("movement", str(len(self._movements)), text)
            self._movements.append(movement)

    def all(self) -> list[Movement]:
        """Return every movement, oldest first."""
        with self._lock:
            return list(self._movements)

    def of_order(self, number: int | str) -> list[Movement]:
        """Return the movements of one order."""
        return [item for item in self.all() if str(item.order_number) == str(number)]

    def of_transaction(self, transaction: str) -> list[Movement]:
        """Return the movements of one transaction, named by its global id."""
        return [item for item in self.all() if item.transaction == transaction]

    def paid_back(self, number: int | str) -> Decimal:
        """Return what the customer of one order got back in all."""
        return sum((item.amount for item in self.of_order(number)), Decimal(0))


def _read(text: str) -> Movement:
    fields = json.loads(text)
    return Movement(**(fields | {"amount": Decimal(fields["amount"])}))
