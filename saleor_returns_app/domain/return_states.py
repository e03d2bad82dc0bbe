"""The three clocks of a return: the case, the parcel, the money; and the tab that they add up to."""

from enum import StrEnum


class ReturnStatus(StrEnum):
    """Where the case is."""

    REQUESTED = "requested"
    APPROVED = "approved"
    REJECTED = "rejected"
    RECEIVED = "received"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class ParcelStatus(StrEnum):
    """Where the goods are on their way back."""

    NONE = "none"
    PREPARING = "preparing"
    ANNOUNCED = "announced"
    IN_TRANSIT = "in_transit"
    AT_SERVICE_POINT = "at_service_point"
    DELIVERED = "delivered"
    PROBLEM = "problem"
    CANCELLING = "cancelling"
    CANCELLED = "cancelled"


class MoneyStatus(StrEnum):
    """Where the money is on its way to the customer."""

    NOTHING_DUE = "nothing_due"
    DUE = "due"
    ORDERED = "ordered"
    REFUNDED = "refunded"
    FAILED = "failed"
    SETTLED_OUTSIDE = "settled_outside"


class Tab(StrEnum):
    """The drawers of the overview."""

    REQUESTS = "requests"
    IN_TRANSIT = "in_transit"
    RETURNED = "returned"
    COMPLETED = "completed"
    CLOSED = "closed"


CASE_STEPS: dict[ReturnStatus, frozenset[ReturnStatus]] = {
    ReturnStatus.REQUESTED: frozenset(
        {
            ReturnStatus.APPROVED,
            ReturnStatus.REJECTED,
            ReturnStatus.CANCELLED,
            ReturnStatus.EXPIRED,
        }
    ),
    ReturnStatus.APPROVED: frozenset(
        {
            ReturnStatus.RECEIVED,
            ReturnStatus.CANCELLED,
            ReturnStatus.EXPIRED,
            ReturnStatus.COMPLETED,
        }
    ),
    ReturnStatus.RECEIVED: frozenset({ReturnStatus.COMPLETED}),
    ReturnStatus.REJECTED: frozenset(),
    ReturnStatus.COMPLETED: frozenset(),
    ReturnStatus.CANCELLED: frozenset(),
    ReturnStatus.EXPIRED: frozenset(),
}

# Of several parcels one can be under way while another is still being announced, and a label that was
# cancelled may be used all the same: only where goods have arrived nothing goes back.
_OPEN_PARCEL = frozenset(
    {
        ParcelStatus.PREPARING,
        ParcelStatus.ANNOUNCED,
        ParcelStatus.IN_TRANSIT,
        ParcelStatus.AT_SERVICE_POINT,
        ParcelStatus.DELIVERED,
        ParcelStatus.PROBLEM,
        ParcelStatus.CANCELLING,
        ParcelStatus.CANCELLED,
    }
)
PARCEL_STEPS: dict[ParcelStatus, frozenset[ParcelStatus]] = {
    ParcelStatus.NONE: frozenset({ParcelStatus.PREPARING}),
    ParcelStatus.DELIVERED: frozenset(),
    **{status: _OPEN_PARCEL - {status} for status in _OPEN_PARCEL - {ParcelStatus.DELIVERED}},
}

MONEY_STEPS: dict[MoneyStatus, frozenset[MoneyStatus]] = {
    MoneyStatus.NOTHING_DUE: frozenset({MoneyStatus.DUE}),
    MoneyStatus.DUE: frozenset(
        {MoneyStatus.ORDERED, MoneyStatus.SETTLED_OUTSIDE, MoneyStatus.NOTHING_DUE}
    ),
    MoneyStatus.ORDERED: frozenset({MoneyStatus.REFUNDED, MoneyStatus.FAILED}),
    MoneyStatus.FAILED: frozenset(
        {MoneyStatus.ORDERED, MoneyStatus.REFUNDED, MoneyStatus.SETTLED_OUTSIDE}
    ),
    MoneyStatus.REFUNDED: frozenset(),
    MoneyStatus.SETTLED_OUTSIDE: frozenset(),
}

_NOT_UNDER_WAY = frozenset(
    {ParcelStatus.NONE, ParcelStatus.PREPARING, ParcelStatus.ANNOUNCED, ParcelStatus.PROBLEM}
)
DEAD = frozenset({ReturnStatus.REJECTED, ReturnStatus.CANCELLED, ReturnStatus.EXPIRED})
MONEY_AT_REST = frozenset(
    {MoneyStatus.NOTHING_DUE, MoneyStatus.REFUNDED, MoneyStatus.SETTLED_OUTSIDE}
)
# Where no money has gone, and none is on its way, it may become something else.
CONVERTIBLE = frozenset({MoneyStatus.NOTHING_DUE, MoneyStatus.DUE, MoneyStatus.FAILED})
GIVEN = frozenset({MoneyStatus.REFUNDED, MoneyStatus.SETTLED_OUTSIDE})


def customer_may_cancel(case: ReturnStatus, parcel: ParcelStatus) -> bool:
    """Whether the customer can still take the return back: the goods have not left."""
    return case in (ReturnStatus.REQUESTED, ReturnStatus.APPROVED) and parcel in _NOT_UNDER_WAY


def tab_of(case: ReturnStatus, parcel: ParcelStatus, money: MoneyStatus) -> Tab:
    """Say which drawer a return lies in."""
    if case is ReturnStatus.REQUESTED:
        return Tab.REQUESTS
    if case in DEAD:
        return Tab.CLOSED
    if case is ReturnStatus.COMPLETED and money in MONEY_AT_REST:
        return Tab.COMPLETED
    if case in (ReturnStatus.RECEIVED, ReturnStatus.COMPLETED):
        return Tab.RETURNED
    return Tab.RETURNED if parcel is ParcelStatus.DELIVERED else Tab.IN_TRANSIT
