"""When the time has come to send an exchange."""

from saleor_returns_app.domain.exchanges import Exchange, Release
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus

_SCANNED = frozenset(
    {ParcelStatus.IN_TRANSIT, ParcelStatus.AT_SERVICE_POINT, ParcelStatus.DELIVERED}
)


def has_come(returned: ReturnRequest, release: Release) -> bool:
    """Whether the moment that the merchant chose is there; by hand it never is by itself."""
    is_here = returned.received_at is not None or returned.keeps_goods
    match release:
        case Release.APPROVAL:
            return returned.decided_at is not None and not returned.is_dead
        case Release.FIRST_SCAN:
            return is_here or (returned.parcel_status in _SCANNED and not returned.is_dead)
        case Release.RECEIPT:
            return is_here
    return False


def is_time_to_send(exchange: Exchange, case: ReturnRequest, release: Release) -> bool:
    """Whether somebody has let it go, or its moment has come."""
    return exchange.cleared_at is not None or has_come(case, release)
