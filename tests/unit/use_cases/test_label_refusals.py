from dataclasses import replace
from datetime import timedelta

import pytest

from saleor_returns_app.domain.case_events import Actor, ActorKind, EventKind
from saleor_returns_app.domain.errors import LabelNotReady, ReturnAddressMissing, Unavailable
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.use_cases.returns.labels import issue_return_label, resend_label
from tests.support.builders import a_policy, a_return, an_installation, an_order
from tests.support.fakes import FakeCarrier, FakeFileStore, FakeLetters, MemoryStore
from tests.support.orders import NOON, SHIPPED, a_snapshot

OLD_PLACE = Address(company="Atelier", street_1="1 old street", city="Lyon", country="FR")
NEW_PLACE = replace(OLD_PLACE, street_1="2 new street")
CLERK = Actor(ActorKind.STAFF, "clerk@example.com")


@pytest.fixture
def store() -> MemoryStore:
    order = an_order()
    policy = a_policy(return_address=OLD_PLACE)
    return MemoryStore(an_installation(), order, policy, a_return(order, approved=True))


def the_case(store: MemoryStore) -> ReturnRequest:
    (case,) = store.returns.kept
    return case


def issue(store: MemoryStore, carrier: FakeCarrier) -> None:
    issue_return_label(
        the_case(store).id,
        at=NOON,
        carrier=carrier,
        files=FakeFileStore(),
        letters=FakeLetters(),
        transaction=store.transaction,
    )


def resend(store: MemoryStore) -> ReturnRequest:
    return resend_label(
        "shop-1",
        the_case(store).number,
        at=NOON,
        by=CLERK,
        letters=FakeLetters(),
        transaction=store.transaction,
    )


class TestALabelThatTheCarrierRefuses:
    def test_is_told_to_the_merchant(self, store: MemoryStore) -> None:
        issue(store, FakeCarrier(fails_with=ReturnAddressMissing()))

        case = the_case(store)
        assert case.parcel_status is ParcelStatus.PROBLEM
        assert case.problem == "The shop has not said where returns are sent to."
        assert store.messages.kept == []

    def test_can_be_ordered_again(self, store: MemoryStore) -> None:
        issue(store, FakeCarrier(fails_with=ReturnAddressMissing()))

        case = resend(store)

        assert (case.parcel_status, case.problem) == (ParcelStatus.PREPARING, "")
        assert (case.events[-1].kind, case.events[-1].actor) == (EventKind.LABEL_ORDERED, CLERK)
        assert store.jobs == [("issue_return_label", {"case_id": case.id})]
        issue(store, FakeCarrier())
        assert case.label is not None

    def test_cannot_be_ordered_again_while_it_is_being_made(self, store: MemoryStore) -> None:
        with pytest.raises(LabelNotReady):
            resend(store)


class TestACarrierOutOfReach:
    def test_leaves_the_case_as_it_is_for_another_try(self, store: MemoryStore) -> None:
        with pytest.raises(Unavailable):
            issue(store, FakeCarrier(fails_with=Unavailable()))

        assert the_case(store).parcel_status is ParcelStatus.PREPARING


class TestTheAddressesOfALabel:
    def test_lead_to_the_place_that_the_shop_names_today(self, store: MemoryStore) -> None:
        newer = a_policy(return_address=NEW_PLACE)
        newer.version, newer.published_at = 2, SHIPPED + timedelta(days=1)
        store.policies.add(newer)
        carrier = FakeCarrier()

        issue(store, carrier)

        assert carrier.orders[0].recipient == NEW_PLACE

    def test_fall_back_to_the_bill_where_nothing_was_shipped_to(self, store: MemoryStore) -> None:
        bill = Address(first_name="Noor", city="Lille", country="FR")
        store.orders.kept[0].snapshot = replace(
            a_snapshot(), shipping_address=Address(), billing_address=bill
        )
        carrier = FakeCarrier()

        issue(store, carrier)

        assert carrier.orders[0].sender == bill
