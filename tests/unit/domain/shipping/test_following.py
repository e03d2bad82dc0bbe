from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from saleor_returns_app.domain.shipping.tracking import (
    RecordedEvent,
    TrackingStatus,
    digest_of,
    follow,
)
from tests.support.orders import NOON

PHASES = [
    {TrackingStatus.ANNOUNCED},
    {TrackingStatus.HANDED_IN},
    {
        TrackingStatus.IN_TRANSIT,
        TrackingStatus.AT_CUSTOMS,
        TrackingStatus.OUT_FOR_DELIVERY,
        TrackingStatus.AT_SERVICE_POINT,
        TrackingStatus.DELAYED,
    },
    {TrackingStatus.RETURNED_TO_SENDER, TrackingStatus.CANCELLED},
    {TrackingStatus.DELIVERED},
]


def an_event(status: TrackingStatus, minutes: int) -> RecordedEvent:
    at = NOON + timedelta(minutes=minutes)
    return RecordedEvent(f"{status}-{minutes}", "p", digest_of(status, at, ""), status, at, at)


EVENTS = st.lists(
    st.builds(an_event, st.sampled_from(list(TrackingStatus)), st.integers(0, 5)), max_size=8
)


def phase(status: TrackingStatus) -> int | None:
    return next((place for place, statuses in enumerate(PHASES) if status in statuses), None)


class TestFollow:
    @given(EVENTS, st.randoms())
    def test_ends_at_the_same_place_in_any_order(
        self, events: list[RecordedEvent], dice: object
    ) -> None:
        shuffled = list(events)
        dice.shuffle(shuffled)  # type: ignore[attr-defined]

        assert follow(shuffled) == follow(events)

    @given(EVENTS, EVENTS)
    def test_never_goes_back_to_a_phase_when_more_is_heard(
        self, events: list[RecordedEvent], more: list[RecordedEvent]
    ) -> None:
        before, after = phase(follow(events).status), phase(follow(events + more).status)

        assert before is None or after is None or before <= after

    @given(EVENTS)
    def test_leaves_nothing_that_was_delivered(self, events: list[RecordedEvent]) -> None:
        delivered = an_event(TrackingStatus.DELIVERED, 2)

        assert follow([*events, delivered]).status is TrackingStatus.DELIVERED

    @given(EVENTS)
    def test_is_moved_by_nothing_that_we_do_not_know(self, events: list[RecordedEvent]) -> None:
        unknown = [an_event(TrackingStatus.UNKNOWN, 9), an_event(TrackingStatus.INFORMATION, 9)]

        assert follow(events + unknown) == follow(events)
