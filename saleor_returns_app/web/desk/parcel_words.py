"""What the desk shows of a return's parcels, and what can be done about them there."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ReturnStatus
from saleor_returns_app.domain.shipping.parcels import Announcement, ReturnParcel
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from saleor_returns_app.web.tracking_words import tracking_label

DONE: Mapping[str, LazyString] = {
    "look-again": _("Parcel of return %(number)s: being looked at again"),
    "announce-anew": _("A new label for return %(number)s is being made"),
    "cancel-label": _("The label of return %(number)s is being cancelled"),
    "mark-delivered": _("Parcel of return %(number)s marked as delivered"),
}
_MISSING: Mapping[str, LazyString] = {
    "invoice_number": _("invoice number"),
    "hs_code": _("HS code"),
    "origin": _("country of origin"),
    "weight": _("weight"),
}
_TONES = {
    TrackingStatus.DELIVERED: "success",
    TrackingStatus.ANNOUNCEMENT_FAILED: "critical",
    TrackingStatus.PROBLEM: "critical",
    TrackingStatus.RETURNED_TO_SENDER: "critical",
    TrackingStatus.DELAYED: "warning",
    TrackingStatus.CANCELLED: "neutral",
    TrackingStatus.CANCELLING: "neutral",
    TrackingStatus.NO_LABEL: "neutral",
}


def parcel_done(act: str, number: str) -> str:
    """Say what was done."""
    text = str(DONE[act])
    return text.replace("%(number)s", number)


def parcel_acts(case: ReturnRequest, parcels: Sequence[ReturnParcel]) -> list[str]:
    """List what makes sense; the use cases have the last word."""
    if case.status is not ReturnStatus.APPROVED:
        return []
    counting = [one for one in parcels if one.counts]
    acts = []
    if any(one.needs_attention for one in counting):
        acts.append("look-again")
    if parcels and case.wish.method.travels and all(one.needs_attention for one in counting):
        acts.append("announce-anew")
    if any(one.is_open for one in counting):
        acts.append("mark-delivered")
    if any(_may_be_given_up(one) for one in counting):
        acts.append("cancel-label")
    return acts


def missing_fact(word: str) -> str:
    """Name what customs lack; a carrier's own words stay as they are."""
    return str(_MISSING.get(word, word))


def tracking_tone(status: TrackingStatus) -> str:
    """Colour a status."""
    return _TONES.get(status, "info")


def parcel_state(parcel: ReturnParcel) -> str:
    """Say how a parcel stands; one that was dropped was never sent."""
    if parcel.announcement is Announcement.DROPPED:
        return str(gettext("Given up"))
    return tracking_label(parcel.status)


def is_code(case: ReturnRequest) -> bool:
    """Whether the label is a code that is shown, and not for printing."""
    return case.label is not None and case.label.kind is DocumentKind.QR_CODE


def code_ending(parcels: Sequence[tuple[ReturnParcel, object]]) -> str:
    """Say how the file of a code ends: carriers give pictures or papers."""
    types = [paper.media_type for parcel, _events in parcels for paper in parcel.documents]
    return ".png" if "image/png" in types else ".pdf"


def _may_be_given_up(parcel: ReturnParcel) -> bool:
    is_cancelling = parcel.status is TrackingStatus.CANCELLING
    return parcel.is_open and not parcel.was_used and not is_cancelling
