"""The paper that a return parcel travels with."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Label:
    """The paper for a return parcel."""

    carrier: str
    tracking_number: str
    file_id: str
