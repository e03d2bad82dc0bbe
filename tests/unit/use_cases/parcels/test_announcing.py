from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from saleor_returns_app.domain.errors import Unavailable
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnMethod
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.shipping.errors import (
    AnnouncementUncertain,
    CarrierRefused,
    CarrierUnreachable,
    Place,
)
from saleor_returns_app.domain.shipping.parcels import Announcement
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.parcels import attending
from saleor_returns_app.use_cases.parcels.announcing import MOST_LOOKS
from saleor_returns_app.use_cases.parcels.cancelling import withdraw_parcels
from saleor_returns_app.use_cases.returns.labels import resend_label
from tests.support.builders import a_policy
from tests.support.carriers import a_connection, an_option
from tests.support.fakes import FakeLetters
from tests.support.orders import NOON, SHIPPED, a_snapshot
from tests.support.parcel_desk import CLERK, PLACE, ParcelDesk, a_parcel_desk, connected


def lost(before: bool = False) -> Exception:
    return CarrierUnreachable() if before else AnnouncementUncertain()


def raising(error: Exception) -> Callable[[], None]:
    def fail() -> None:
        raise error

    return fail


def resend(desk: ParcelDesk) -> None:
    resend_label(
        "shop-1",
        desk.case.number,
        at=NOON,
        by=CLERK,
        letters=FakeLetters(),
        transaction=desk.store.transaction,
    )


class TestAnnouncing:
    def test_is_done_once_and_leads_to_a_label_that_is_mailed(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)

        desk.make_label()
        desk.make_label()

        case, parcel = desk.case, desk.parcel
        assert desk.carrier.books.references() == ["R-2026-000001/1"]
        assert (case.parcel_status, parcel.announcement) == (
            ParcelStatus.ANNOUNCED,
            Announcement.MADE,
        )
        assert case.label is not None
        assert case.label.tracking_number == parcel.tracking_number
        assert desk.files.files[case.label.file_id].startswith(b"%PDF")
        assert [one.kind.value for one in desk.store.messages.kept] == ["label"]
        assert desk.store.messages.kept[0].attachment_id == case.label.file_id

    def test_writes_the_intent_down_before_the_call(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        seen = []
        desk.carrier.before_announcing = lambda: seen.append(desk.parcel.announcement)

        desk.announce()

        assert seen == [Announcement.SENT]

    def test_takes_the_cheapest_option_that_bears_the_weight(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        light = an_option(code="light", max_weight_grams=10)
        asking = an_option(code="asking", needs=frozenset({"service_point"}))
        desk.carrier.offers = [light, asking, an_option(code="fits", contract_id="7")]

        desk.announce()

        assert (desk.parcel.option_code, desk.parcel.contract_id) == ("fits", "7")

    def test_asks_for_the_options_of_a_route_once_in_a_while(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.before_announcing = raising(CarrierUnreachable())

        for minutes in (0, 5, 20):
            with pytest.raises(CarrierUnreachable):
                desk.announce(NOON + timedelta(minutes=minutes))
            desk.parcel.option_code = ""

        assert desk.carrier.calls["options"] == 2

    def test_leads_to_the_place_that_the_shop_names_today(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        newer = a_policy(return_address=replace(PLACE, street_1="2 new street"))
        newer.version, newer.published_at = 2, SHIPPED + timedelta(days=1)
        desk.store.policies.add(newer)

        desk.announce()

        assert desk.carrier.orders[0].route.recipient.street_1 == "2 new street"

    def test_falls_back_to_the_bill_where_nothing_was_shipped_to(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        bill = Address(first_name="Noor", city="Lille", country="FR")
        desk.store.orders.kept[0].snapshot = replace(
            a_snapshot(), shipping_address=Address(), billing_address=bill
        )

        desk.announce()

        assert desk.carrier.orders[0].route.sender == bill


class TestAnAnswerThatWasLost:
    def test_ends_in_one_label(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.after_announcing = raising(lost())
        with pytest.raises(AnnouncementUncertain):
            desk.announce()
        desk.carrier.after_announcing = None

        desk.make_label()

        assert desk.carrier.books.references() == ["R-2026-000001/1"]
        assert desk.carrier.calls["announce"] == 1
        assert desk.case.label is not None

    def test_on_the_way_there_is_repeated(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.before_announcing = raising(lost())
        with pytest.raises(AnnouncementUncertain):
            desk.announce()
        desk.carrier.before_announcing = None

        desk.make_label()

        assert desk.carrier.books.references() == ["R-2026-000001/1"]

    def test_is_never_repeated_with_a_carrier_that_takes_a_reference_twice(
        self, tmp_path: Path
    ) -> None:
        desk = connected(tmp_path)
        desk.carrier.refuses_used_references = False
        desk.carrier.before_announcing = raising(lost())

        for _ in range(MOST_LOOKS):
            with pytest.raises(AnnouncementUncertain):
                desk.announce()
        desk.announce()

        assert desk.carrier.calls["announce"] == 1
        assert desk.parcel.announcement is Announcement.UNCERTAIN

    def test_leaves_nothing_behind_where_nothing_was_done(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.before_announcing = raising(lost(before=True))
        with pytest.raises(Unavailable):
            desk.announce()

        assert (desk.parcel.announcement, desk.parcel.sent_at) == (Announcement.PLANNED, None)
        assert desk.case.parcel_status is ParcelStatus.PREPARING


def hidden(desk: ParcelDesk) -> None:
    """Have the carrier accept a label, lose its answer, and never show the label."""
    desk.carrier.after_announcing = raising(lost())
    desk.carrier.is_hiding = True
    for _ in range(MOST_LOOKS):
        with pytest.raises(AnnouncementUncertain):
            desk.announce()
    desk.carrier.after_announcing = None
    desk.announce()


class TestAReferenceThatIsUsedAndNowhereFound:
    def test_is_left_to_a_person(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)

        hidden(desk)
        desk.announce()

        case = desk.case
        assert desk.parcel.announcement is Announcement.UNCERTAIN
        assert case.parcel_status is ParcelStatus.PROBLEM
        assert [one.kind for one in desk.store.problems.kept] == [ProblemKind.LABEL_UNCERTAIN]
        assert desk.carrier.books.references() == ["R-2026-000001/1"]

    def test_is_linked_when_it_is_found_on_a_person_s_word(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        hidden(desk)
        desk.carrier.is_hiding = False

        attending.look_again(
            "shop-1", desk.case.number, at=NOON, by=CLERK, transaction=desk.store.transaction
        )
        desk.make_label()

        assert desk.carrier.books.references() == ["R-2026-000001/1"]
        assert desk.case.label is not None
        assert desk.store.problems.kept[0].solved_at is not None

    def test_is_announced_anew_on_a_person_s_word_alone(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        hidden(desk)
        desk.carrier.is_hiding = False

        attending.announce_anew(
            "shop-1", desk.case.number, at=NOON, by=CLERK, transaction=desk.store.transaction
        )
        desk.make_label()

        assert desk.carrier.books.references() == ["R-2026-000001/1", "R-2026-000001/2"]
        assert [one.announcement for one in desk.parcels] == [
            Announcement.DROPPED,
            Announcement.MADE,
        ]
        assert desk.case.parcel_status is ParcelStatus.ANNOUNCED


class TestARefusal:
    def test_is_told_with_the_places_and_tried_again_on_a_person_s_word(
        self, tmp_path: Path
    ) -> None:
        desk = connected(tmp_path)
        places = (Place("from_address.postal_code", "unknown"),)
        refusal = CarrierRefused("Unknown postal code.", places=places)
        desk.carrier.before_announcing = raising(refusal)

        desk.announce()

        assert desk.case.problem == "Unknown postal code."
        assert desk.parcel.places == places
        desk.carrier.before_announcing = None
        resend(desk)
        assert (desk.case.parcel_status, desk.case.problem) == (ParcelStatus.PREPARING, "")
        desk.make_label()
        assert desk.case.label is not None
        assert desk.carrier.books.references() == ["R-2026-000001/1"]

    def test_of_the_own_label_names_the_missing_address(self, tmp_path: Path) -> None:
        desk = a_parcel_desk(tmp_path)
        desk.store.policies.add(a_policy(return_address=Address()))
        desk.store.policies.kept[:] = desk.store.policies.kept[-1:]

        desk.announce()

        assert desk.case.problem == "The shop has not said where returns are sent to."


class TestCustoms:
    def test_name_what_is_missing_before_anything_is_sent(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        swiss = Address(first_name="Urs", street_1="Gasse 1", city="Bern", country="CH")
        desk.store.orders.kept[0].snapshot = replace(a_snapshot(), shipping_address=swiss)

        desk.announce()

        assert desk.carrier.calls == {}
        assert {one.what for one in desk.parcel.places} >= {"hs_code", "origin", "invoice_number"}
        assert desk.parcel.announcement is Announcement.REFUSED


class TestSeveralParcels:
    def test_of_one_announcement_have_a_label_each_in_one_file(self, tmp_path: Path) -> None:
        desk = connected(tmp_path, boxes=3)

        desk.make_label()

        assert desk.carrier.orders[0].parcel.count == 3
        assert len({one.tracking_number for one in desk.parcels}) == 3
        assert desk.carrier.books.references() == ["R-2026-000001/1"]
        assert desk.case.label is not None

    def test_can_be_added_later(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.make_label()
        first = desk.case.label

        attending.add_parcels(
            "shop-1", desk.case.number, 2, at=NOON, by=CLERK, transaction=desk.store.transaction
        )
        desk.make_label()

        assert desk.carrier.books.references() == ["R-2026-000001/1", "R-2026-000001/2"]
        assert [one.position for one in desk.parcels] == [1, 2, 3]
        assert desk.case.label != first
        assert desk.case.parcel_status is ParcelStatus.ANNOUNCED


class TestMethods:
    def test_without_a_label_give_a_code(self, tmp_path: Path) -> None:
        desk = connected(tmp_path, method=ReturnMethod.LABEL_LESS)

        desk.make_label()

        assert desk.parcel.option_code == "scripted:label_less"
        assert desk.case.label is not None
        assert desk.case.label.kind is DocumentKind.QR_CODE
        assert desk.store.files.get(desk.case.label.file_id).media_type == "image/png"

    def test_in_store_list_that_there_is_no_label(self, tmp_path: Path) -> None:
        desk = connected(tmp_path, method=ReturnMethod.IN_STORE)

        desk.announce()

        assert desk.parcel.announcement is Announcement.NOT_NEEDED
        assert desk.case.parcel_status is ParcelStatus.NONE
        assert desk.carrier.calls == {}

    def test_that_no_account_serves_any_more_end_in_a_label_of_our_own(
        self, tmp_path: Path
    ) -> None:
        desk = a_parcel_desk(tmp_path, a_connection(methods=()), method=ReturnMethod.LABEL_LESS)

        desk.make_label()

        assert desk.parcel.carrier == "offline"
        assert desk.case.label is not None


class TestAReturnThatIsCancelledMeanwhile:
    def test_is_not_announced_any_more(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        with desk.store.transaction() as store:
            desk.case.cancel(at=NOON, by=CLERK, parcel=withdraw_parcels(store, desk.case))

        desk.announce()

        assert desk.carrier.calls == {}
        assert desk.parcel.announcement is Announcement.DROPPED

    def test_has_its_label_cancelled_where_it_was_announced_after_all(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)

        def cancelled() -> None:
            with desk.store.transaction() as store:
                desk.case.cancel(at=NOON, by=CLERK, parcel=withdraw_parcels(store, desk.case))

        desk.carrier.after_announcing = cancelled
        desk.announce()

        assert desk.case.parcel_status is ParcelStatus.CANCELLING
        assert desk.store.jobs[-1] == ("cancel_parcel", {"parcel_id": desk.parcel.id})
