"""The words for where a parcel is."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from saleor_returns_app.domain.shipping.tracking import TrackingStatus

_TRACKING: Mapping[TrackingStatus, LazyString] = {
    TrackingStatus.NO_LABEL: _("No label"),
    TrackingStatus.PREPARING: _("Being announced"),
    TrackingStatus.ANNOUNCEMENT_FAILED: _("Could not be announced"),
    TrackingStatus.ANNOUNCED: _("Announced, not handed in yet"),
    TrackingStatus.HANDED_IN: _("Handed in"),
    TrackingStatus.IN_TRANSIT: _("On its way"),
    TrackingStatus.AT_CUSTOMS: _("At customs"),
    TrackingStatus.OUT_FOR_DELIVERY: _("Out for delivery"),
    TrackingStatus.AT_SERVICE_POINT: _("At a service point"),
    TrackingStatus.DELAYED: _("Delayed"),
    TrackingStatus.PROBLEM: _("The carrier reports a problem"),
    TrackingStatus.DELIVERED: _("Delivered to the shop"),
    TrackingStatus.RETURNED_TO_SENDER: _("Sent back to the customer"),
    TrackingStatus.CANCELLING: _("Cancellation asked for"),
    TrackingStatus.CANCELLED: _("Cancelled"),
    TrackingStatus.CANCELLATION_FAILED: _("Cancellation refused"),
    TrackingStatus.INFORMATION: _("Information from the carrier"),
    TrackingStatus.UNKNOWN: _("Unknown to us; see the carrier's own words"),
}


def tracking_label(status: TrackingStatus) -> str:
    """Say where a parcel is."""
    return str(_TRACKING[status])
