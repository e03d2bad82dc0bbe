import json
from datetime import timedelta
from itertools import pairwise, permutations
from pathlib import Path

import pytest
import structlog

from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.ports import ParkedJob
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.shipping.connections import ConnectionPaused, ConnectionState
from saleor_returns_app.domain.shipping.errors import CarrierKeyWrong, CarrierSignatureInvalid
from saleor_returns_app.domain.shipping.hook_deliveries import HookState
from saleor_returns_app.domain.shipping.shipments import CancellationAnswer, CancellationState
from saleor_returns_app.domain.shipping.tracking import ShipmentState, TrackingEvent, TrackingStatus
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.parcels import attending
from saleor_returns_app.use_cases.parcels.announcing import announce_parcels
from saleor_returns_app.use_cases.parcels.cancelling import (
    PATIENCE,
    cancel_label,
    raise_unanswered,
    withdraw_parcels,
)
from saleor_returns_app.use_cases.parcels.connections import (
    connect_carrier,
    disconnect_carrier,
    rotate_webhook_key,
)
from saleor_returns_app.use_cases.parcels.hooks import (
    WAITS_FOR,
    CarrierBodyInvalid,
    HookUnknown,
    forget_carrier_deliveries,
    receive_hook,
)
from saleor_returns_app.use_cases.parcels.looking import follow_parcel, look_for_due_parcels
from saleor_returns_app.use_cases.parcels.unused import GRACE, UNUSED_AFTER, give_up_unused
from saleor_returns_app.use_cases.returns.receive_parcel import receive_parcel
from tests.support.carriers import HOOK_KEY, NAME, SIGNATURE, signed, told
from tests.support.fakes import FakeLetters
from tests.support.orders import NOON
from tests.support.parcel_desk import CLERK, ParcelDesk, connected

HOUR = timedelta(hours=1)
ON_THE_WAY = (
    (TrackingStatus.ANNOUNCED, 1.0),
    (TrackingStatus.HANDED_IN, 2.0),
    (TrackingStatus.IN_TRANSIT, 3.0),
    (TrackingStatus.DELIVERED, 4.0),
)


@pytest.fixture
def desk(tmp_path: Path) -> ParcelDesk:
    desk = connected(tmp_path)
    desk.make_label()
    return desk


class TestEventsOfACarrier:
    @pytest.mark.parametrize("order", list(permutations(range(4))))
    def test_end_at_the_same_place_in_any_order(
        self, desk: ParcelDesk, order: tuple[int, ...]
    ) -> None:
        for place in order:
            desk.scan(*ON_THE_WAY[place])

        timeline = desk.store.parcels.events_of([desk.parcel.id])[desk.parcel.id]
        assert [one.status for one in timeline] == [status for status, _ in ON_THE_WAY]
        assert desk.parcel.status is TrackingStatus.DELIVERED
        assert desk.case.parcel_status is ParcelStatus.DELIVERED
        assert desk.parcel.delivered_at == NOON + 4 * HOUR

    def test_that_come_twice_are_kept_once(self, desk: ParcelDesk) -> None:
        body = told((desk.parcel.carrier_parcel_id, TrackingStatus.IN_TRANSIT, NOON))

        assert (desk.tell(body), desk.tell(body)) == (True, False)
        desk.tell(body + b" ")
        desk.apply()

        assert len(desk.store.parcels.events) == 1

    def test_move_the_state_never_back(self, desk: ParcelDesk) -> None:
        desk.scan(TrackingStatus.IN_TRANSIT, 3)
        desk.scan(TrackingStatus.ANNOUNCED, 4)

        assert desk.parcel.status is TrackingStatus.IN_TRANSIT

    def test_that_we_do_not_know_are_kept_and_move_nothing(self, desk: ParcelDesk) -> None:
        desk.scan(TrackingStatus.UNKNOWN, 3, word="4711")

        [event] = desk.store.parcels.events
        assert (event.status, event.carrier_status) == (TrackingStatus.UNKNOWN, "4711")
        assert desk.parcel.status is TrackingStatus.ANNOUNCED

    def test_of_a_parcel_that_went_back_are_a_problem_and_no_arrival(
        self, desk: ParcelDesk
    ) -> None:
        desk.scan(TrackingStatus.RETURNED_TO_SENDER, 3)

        assert desk.case.parcel_status is ParcelStatus.PROBLEM
        assert "went back to the customer" in desk.case.problem

    def test_tell_the_customer_once_that_the_carrier_has_it(self, desk: ParcelDesk) -> None:
        desk.scan(TrackingStatus.HANDED_IN, 1)
        desk.scan(TrackingStatus.IN_TRANSIT, 2)

        told_of = [ids for name, ids in desk.store.jobs if name == "tell_customer"]
        assert [ids["kind"] for ids in told_of] == [MessageKind.HANDED_IN]

    def test_do_not_undo_what_a_person_has_seen(self, desk: ParcelDesk) -> None:
        attending.mark_delivered(
            "shop-1", desk.case.number, at=NOON, by=CLERK, transaction=desk.store.transaction
        )

        desk.scan(TrackingStatus.IN_TRANSIT, 5)

        assert desk.parcel.status is TrackingStatus.DELIVERED
        assert desk.case.parcel_status is ParcelStatus.DELIVERED
        [by_hand, _] = desk.store.parcels.events
        assert by_hand.actor == CLERK.name

    def test_wait_for_a_parcel_that_is_not_known_yet(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        ahead = desk.carrier.books
        reference = desk.parcel.reference
        shipment = ahead.add(reference, 1)
        (ahead.folder / shipment.id).unlink()
        desk.tell(told((shipment.parcels[0].id, TrackingStatus.IN_TRANSIT, NOON)))
        desk.apply()
        [delivery] = desk.store.carrier_deliveries.kept
        assert delivery.state.value == HookState.WAITING.value

        desk.announce()
        desk.apply()

        assert desk.parcel.status is TrackingStatus.IN_TRANSIT
        assert delivery.state.value == HookState.APPLIED.value

    def test_of_a_parcel_that_never_comes_are_forgotten(self, desk: ParcelDesk) -> None:
        desk.tell(told(("somebody-else", TrackingStatus.IN_TRANSIT, NOON)))
        desk.apply()

        forget_carrier_deliveries(
            at=NOON + WAITS_FOR + HOUR,
            bodies_kept=timedelta(days=30),
            transaction=desk.store.transaction,
        )

        assert desk.store.carrier_deliveries.kept == []


class TestTheCarriersDoor:
    @pytest.mark.parametrize("signature", ["", "0" * 63, "0" * 64, "0" * 5000, "é" * 64])
    def test_refuses_what_the_carrier_did_not_sign(self, desk: ParcelDesk, signature: str) -> None:
        body = told((desk.parcel.carrier_parcel_id, TrackingStatus.DELIVERED, NOON))

        with structlog.testing.capture_logs() as logs, pytest.raises(CarrierSignatureInvalid):
            desk.tell(body, signature=signature)

        assert desk.store.carrier_deliveries.kept == []
        assert logs[0]["event"] == "carrier_hook_refused"

    def test_refuses_what_is_no_text(self, desk: ParcelDesk) -> None:
        with pytest.raises(CarrierBodyInvalid):
            desk.tell(b"\xff\xfe{}")

        assert desk.store.carrier_deliveries.kept == []

    @pytest.mark.parametrize("body", [b"[]", b"{}", b"null", b'{"events": [1]}', b"<html>"])
    def test_keeps_nonsense_and_makes_nothing_of_it(self, desk: ParcelDesk, body: bytes) -> None:
        desk.tell(body)
        desk.apply()

        assert [one.state for one in desk.store.carrier_deliveries.kept] == [HookState.REFUSED]
        assert desk.store.parcels.events == []

    def test_takes_the_old_key_while_it_is_rotated(self, desk: ParcelDesk) -> None:
        rotate_webhook_key("shop-1", NAME, "newer", transaction=desk.store.transaction)
        for key in ("newer", HOOK_KEY):
            body = json.dumps({"events": [], "by": key}).encode()
            assert desk.tell(body, signature=signed(body, key))

        rotate_webhook_key("shop-1", NAME, "newest", transaction=desk.store.transaction)
        body = b'{"events": [], "by": "the oldest"}'
        with pytest.raises(CarrierSignatureInvalid):
            desk.tell(body, signature=signed(body, HOOK_KEY))

    def test_is_none_where_no_account_is_connected(self, desk: ParcelDesk) -> None:
        desk.store.carrier_connections.kept.clear()

        with pytest.raises(HookUnknown):
            receive_hook(
                NAME,
                "shop-1",
                {SIGNATURE: signed(b"{}")},
                b"{}",
                at=NOON,
                carriers=desk.carriers,
                transaction=desk.store.transaction,
            )


class TestLookingAtParcels:
    def follow(self, desk: ParcelDesk) -> None:
        follow_parcel(
            desk.parcel.id, at=NOON, carriers=desk.carriers, transaction=desk.store.transaction
        )

    def test_finds_what_no_webhook_told_of(self, desk: ParcelDesk) -> None:
        box = desk.parcel
        event = TrackingEvent(box.carrier_parcel_id, TrackingStatus.IN_TRANSIT, NOON)
        desk.carrier.states[box.shipment_id] = ShipmentState(box.shipment_id, (event,))

        self.follow(desk)
        self.follow(desk)

        assert desk.case.parcel_status is ParcelStatus.IN_TRANSIT
        assert len(desk.store.parcels.events) == 1

    def test_backs_off_from_what_does_not_move(self, desk: ParcelDesk) -> None:
        at, looks = NOON, []
        for _ in range(24 * 10):
            at += HOUR
            looks += [at] * look_for_due_parcels(at=at, transaction=desk.store.transaction)

        gaps = [later - earlier for earlier, later in pairwise(looks)]
        assert gaps[:4] == [HOUR, 2 * HOUR, 4 * HOUR, 8 * HOUR]
        assert max(gaps) <= 25 * HOUR
        assert len(looks) < 20

    def test_ends_when_the_parcel_has_come(self, desk: ParcelDesk) -> None:
        desk.scan(TrackingStatus.DELIVERED, 1)

        assert look_for_due_parcels(at=NOON + 99 * HOUR, transaction=desk.store.transaction) == 0


class TestAKeyThatIsRefused:
    def announce(self, desk: ParcelDesk) -> None:
        announce_parcels(
            desk.case.id, at=NOON, carriers=desk.carriers, transaction=desk.store.transaction
        )

    def connect(self, desk: ParcelDesk, key: str) -> None:
        connect_carrier(
            "shop-1",
            NAME,
            {"key": key},
            at=NOON,
            carriers=desk.carriers,
            transaction=desk.store.transaction,
        )

    def test_is_tried_once_and_told_once(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.key = "another"

        for _ in range(50):
            with pytest.raises(ConnectionPaused):
                self.announce(desk)

        assert sum(desk.carrier.calls.values()) == 1
        assert [one.kind for one in desk.store.problems.kept] == [ProblemKind.CARRIER_KEY_WRONG]
        assert desk.case.parcel_status is ParcelStatus.PREPARING

    def test_goes_on_with_a_new_one(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.key = "another"
        with pytest.raises(ConnectionPaused):
            self.announce(desk)
        ids = {"case_id": desk.case.id}
        job = ParkedJob("job-1", "shop-1", "issue_return_label", None, ids, NOON, "connection-1")
        desk.store.parked_jobs.add(job)

        self.connect(desk, "another")

        assert ("issue_return_label", ids) in desk.store.jobs
        assert desk.store.problems.kept[0].solved_at is not None
        desk.make_label()
        assert desk.carrier.books.references() == ["R-2026-000001/1"]

    def test_changes_nothing_when_the_new_one_is_wrong_too(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.key = "another"
        with pytest.raises(ConnectionPaused):
            self.announce(desk)

        with pytest.raises(CarrierKeyWrong):
            self.connect(desk, "wrong again")

        [connection] = desk.store.carrier_connections.kept
        assert connection.state is ConnectionState.KEY_WRONG


class TestCancelling:
    def give_up(self, desk: ParcelDesk) -> None:
        cancel_label(
            "shop-1", desk.case.number, at=NOON, by=CLERK, transaction=desk.store.transaction
        )
        desk.cancel_at_carrier()

    def test_asks_first_and_is_done_by_the_carrier_s_word(self, desk: ParcelDesk) -> None:
        self.give_up(desk)
        desk.cancel_at_carrier()

        assert desk.carrier.calls["request_cancellation"] == 1
        assert desk.case.parcel_status.value == ParcelStatus.CANCELLING.value
        assert desk.case.label is not None
        desk.scan(TrackingStatus.CANCELLED, 30)
        assert desk.case.parcel_status is ParcelStatus.CANCELLED
        assert desk.case.label is None

    def test_shows_the_words_of_a_refusal(self, desk: ParcelDesk) -> None:
        desk.carrier.cancels = CancellationAnswer(CancellationState.REFUSED, "Too late.")

        self.give_up(desk)

        assert desk.parcel.cancel_text == "Too late."
        assert desk.case.parcel_status is ParcelStatus.ANNOUNCED

    def test_a_label_that_is_used_all_the_same_is_told(self, desk: ParcelDesk) -> None:
        self.give_up(desk)
        desk.scan(TrackingStatus.CANCELLED, 2)

        desk.scan(TrackingStatus.IN_TRANSIT, 3)

        assert "has been used" in desk.case.problem
        desk.scan(TrackingStatus.DELIVERED, 4)
        assert desk.case.parcel_status is ParcelStatus.DELIVERED

    def test_without_an_answer_is_raised_after_two_weeks(self, desk: ParcelDesk) -> None:
        self.give_up(desk)
        transaction = desk.store.transaction

        assert raise_unanswered(at=NOON + PATIENCE - HOUR, transaction=transaction) == 0
        assert raise_unanswered(at=NOON + PATIENCE + HOUR, transaction=transaction) == 1

        [problem] = desk.store.problems.kept
        assert problem.kind is ProblemKind.CANCELLATION_UNANSWERED

    def test_of_a_whole_return_waits_for_the_carrier(self, desk: ParcelDesk) -> None:
        with desk.store.transaction() as store:
            desk.case.cancel(at=NOON, by=CLERK, parcel=withdraw_parcels(store, desk.case))
        assert desk.case.parcel_status.value == ParcelStatus.CANCELLING.value

        desk.carrier.cancels = CancellationAnswer(CancellationState.CANCELLED)
        desk.cancel_at_carrier()

        assert desk.case.parcel_status is ParcelStatus.CANCELLED

    def test_lets_a_new_label_be_made(self, desk: ParcelDesk) -> None:
        self.give_up(desk)
        desk.scan(TrackingStatus.CANCELLED, 2)

        attending.announce_anew(
            "shop-1", desk.case.number, at=NOON, by=CLERK, transaction=desk.store.transaction
        )
        desk.make_label()

        assert desk.carrier.books.references() == ["R-2026-000001/1", "R-2026-000001/2"]
        assert desk.case.label is not None


class TestALabelThatNobodyUses:
    def see_to(self, desk: ParcelDesk, after: timedelta) -> int:
        return give_up_unused(
            at=NOON + after, letters=FakeLetters(), transaction=desk.store.transaction
        )

    def test_is_reminded_of_and_then_given_up(self, desk: ParcelDesk) -> None:
        assert self.see_to(desk, UNUSED_AFTER - HOUR) == 0
        assert self.see_to(desk, UNUSED_AFTER + HOUR) == 1
        assert self.see_to(desk, UNUSED_AFTER + 2 * HOUR) == 0
        assert self.see_to(desk, UNUSED_AFTER + GRACE + 2 * HOUR) == 1

        kinds = [one.kind for one in desk.store.messages.kept]
        assert kinds == [MessageKind.LABEL, MessageKind.REMINDER, MessageKind.EXPIRED]
        assert desk.case.status.value == "expired"
        assert desk.case.parcel_status.value == ParcelStatus.CANCELLING.value
        assert "cancel_parcel" in [name for name, _ in desk.store.jobs]

    def test_is_left_alone_once_the_carrier_has_it(self, desk: ParcelDesk) -> None:
        desk.scan(TrackingStatus.HANDED_IN, 1)

        assert self.see_to(desk, UNUSED_AFTER + HOUR) == 0


class TestGoodsThatAreReceived:
    def test_end_the_way_of_their_parcels(self, desk: ParcelDesk) -> None:
        receive_parcel(
            "shop-1", desk.case.number, at=NOON, by=CLERK, transaction=desk.store.transaction
        )

        assert desk.parcel.status is TrackingStatus.DELIVERED
        assert desk.parcel.next_look_at is None


class TestAnAccountThatIsDisconnected:
    def test_lets_go_of_what_was_to_be_done_with_it(self, desk: ParcelDesk) -> None:
        disconnect_carrier("shop-1", NAME, at=NOON, transaction=desk.store.transaction)

        cancel_label(
            "shop-1", desk.case.number, at=NOON, by=CLERK, transaction=desk.store.transaction
        )
        desk.cancel_at_carrier()
        desk.fetch(look=1)
        TestLookingAtParcels().follow(desk)

        assert desk.carrier.calls["request_cancellation"] == 0
        assert "disconnected" in desk.parcel.cancel_text
        assert desk.parcel.next_look_at is None
        [connection] = desk.store.carrier_connections.kept
        assert (connection.credentials, connection.webhook_keys) == ({}, ())
