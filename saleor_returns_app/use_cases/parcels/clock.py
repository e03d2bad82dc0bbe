"""The parcel clock of a case follows its parcels."""

from collections.abc import Sequence
from datetime import datetime

from saleor_returns_app.domain.case_events import SYSTEM, Actor
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shipping.parcels import ReturnParcel, clock_of
from saleor_returns_app.domain.shipping.tracking import TrackingStatus

WENT_BACK = sentence("The parcel went back to the customer. It has not arrived at the shop.")
IN_TROUBLE = sentence("The carrier reports a problem with the parcel.")


def set_clock(
    case: ReturnRequest, parcels: Sequence[ReturnParcel], *, at: datetime, by: Actor = SYSTEM
) -> None:
    """Set the case's clock by all of its parcels; a label of which nothing is left is worthless."""
    now = clock_of(parcels)
    problem = _problem(parcels) if now is ParcelStatus.PROBLEM else ""
    case.parcel_is(now, at=at, by=by, problem=problem)
    if now is ParcelStatus.CANCELLED:
        case.label_withdrawn(at=at, by=by)


def _problem(parcels: Sequence[ReturnParcel]) -> str:
    counting = [one for one in parcels if one.counts]
    told = next((one.problem for one in counting if one.problem), "")
    if told:
        return told
    went_back = any(one.status is TrackingStatus.RETURNED_TO_SENDER for one in counting)
    return WENT_BACK if went_back else IN_TROUBLE
