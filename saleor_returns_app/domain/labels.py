"""The paper that a return parcel travels with."""

from dataclasses import dataclass

from saleor_returns_app.domain.shipping.shipments import DocumentKind


@dataclass(frozen=True)
class Label:
    """The paper for a return's parcels, all in one file; or the code that is shown in its place."""

    carrier: str
    tracking_number: str
    file_id: str
    kind: DocumentKind = DocumentKind.LABEL
