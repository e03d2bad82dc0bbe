"""What a carrier can refuse, and what can go wrong on the way to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saleor_returns_app.domain.errors import Forbidden, ReturnsError, Unauthenticated, Unavailable


@dataclass(frozen=True)
class Place:
    """One fault that a carrier named: where (its own field or pointer) and what, in its words."""

    where: str
    what: str


class CarrierRefused(ReturnsError):
    """The carrier did not accept this.

    `status` is the HTTP status, `carrier_code` the carrier's own code, `places` what it named.
    """

    code = "carrier_refused"

    def __init__(
        self,
        message: str = "",
        *,
        status: int = 0,
        carrier_code: str = "",
        places: Sequence[Place] = (),
    ) -> None:
        super().__init__(message)
        self.status, self.carrier_code, self.places = status, carrier_code, tuple(places)


class ReferenceUsed(CarrierRefused):
    """The carrier has a shipment with this reference already: an earlier call did get through."""

    code = "carrier_reference_used"


class ShipmentUnknown(CarrierRefused):
    """The carrier knows no such shipment."""

    code = "carrier_shipment_unknown"


class CarrierKeyWrong(Forbidden):
    """The carrier does not accept our key: it is wrong, has expired, or lacks a right."""

    code = "carrier_key_wrong"


class CarrierUnreachable(Unavailable):
    """The carrier is out of reach, and nothing was sent or nothing was done."""

    code = "carrier_unreachable"


class CarrierBusy(CarrierUnreachable):
    """The carrier asks us to slow down. `retry_after` is in seconds."""

    code = "carrier_busy"


class AnnouncementUncertain(Unavailable):
    """It was sent to the carrier and no answer came: it must be looked up before it is repeated."""

    code = "carrier_announcement_uncertain"


class DocumentUnusable(ReturnsError):
    """What the carrier gave as a document is none that can be printed."""

    code = "carrier_document_unusable"


class CarrierSignatureInvalid(Unauthenticated):
    """This is not signed by the carrier."""

    code = "carrier_signature_invalid"
