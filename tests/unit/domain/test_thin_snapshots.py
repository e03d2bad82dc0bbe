from dataclasses import replace
from datetime import timedelta

from saleor_returns_app.domain.followed_orders import follow_order
from saleor_returns_app.domain.orders import (
    RULE_FACTS,
    DeliveredAt,
    DeliverySource,
    Fulfillment,
    OrderSnapshot,
    RecordedExclusion,
)
from saleor_returns_app.domain.thin_snapshots import with_known_facts
from tests.support.orders import NOON, SHIPPED, a_bought_line, a_parcel, a_snapshot

ARRIVED = DeliveredAt(SHIPPED + timedelta(days=2), DeliverySource.SHOP)


def a_parcel_that_arrived() -> Fulfillment:
    return replace(a_parcel({"line-tee": 1}), delivered=ARRIVED)


def a_full_snapshot() -> OrderSnapshot:
    line = a_bought_line(
        is_discounted=True,
        product_type="goods",
        categories=("tops",),
        collections=("winter",),
        attributes={"material": ("wool",)},
        metadata={"hygiene": "sealed"},
        weight_grams=180,
        exclusion=RecordedExclusion("made_to_order", "Initials"),
    )
    return replace(
        a_snapshot([line], fulfillments=[a_parcel_that_arrived()]),
        customer_id="VXNlcjox",
        customer_metadata={"customer_group": "club"},
        metadata={"gift_wrap": "yes"},
        voucher="BENVENUTA",
        is_discounted=True,
        paid_by_gift_card=True,
        facts=RULE_FACTS,
    )


def as_told(snapshot: OrderSnapshot) -> OrderSnapshot:
    parcels = [replace(one, delivered=None) for one in snapshot.fulfillments]
    return a_snapshot([a_bought_line()], fulfillments=parcels, status="RETURNED")


class TestAThinSnapshot:
    def test_keeps_what_was_known_and_takes_over_what_is_told(self) -> None:
        full = a_full_snapshot()

        filled = with_known_facts(as_told(full), full)

        assert filled == replace(full, status="RETURNED", facts=0)

    def test_keeps_it_the_next_time_too(self) -> None:
        full = a_full_snapshot()

        once = with_known_facts(as_told(full), full)

        assert with_known_facts(as_told(full), once) == once

    def test_leaves_a_new_line_as_it_is_told(self) -> None:
        told = a_snapshot([a_bought_line("mug")])

        assert with_known_facts(told, a_full_snapshot()).lines == told.lines


class TestAFullSnapshot:
    def test_stands_as_it_is(self) -> None:
        plain = replace(a_snapshot(), facts=RULE_FACTS)

        assert with_known_facts(plain, a_full_snapshot()) is plain


class TestAShopsWordOnADelivery:
    def test_can_be_taken_back(self) -> None:
        full = a_full_snapshot()
        order = follow_order(full, id="o", installation_id="s", policy_version=1, at=NOON)
        parcels = tuple(replace(one, delivered=None) for one in full.fulfillments)

        before = order.last_delivered_at
        order.learn(replace(full, fulfillments=parcels), at=NOON)

        assert (before, order.last_delivered_at) == (ARRIVED.at, None)

    def test_does_not_undo_what_others_said(self) -> None:
        carrier = DeliveredAt(ARRIVED.at, DeliverySource.CARRIER)
        snapshot = a_full_snapshot()
        told = tuple(replace(one, delivered=carrier) for one in snapshot.fulfillments)
        order = follow_order(
            replace(snapshot, fulfillments=told),
            id="o",
            installation_id="s",
            policy_version=1,
            at=NOON,
        )

        parcels = tuple(replace(one, delivered=None) for one in snapshot.fulfillments)
        order.learn(replace(snapshot, fulfillments=parcels), at=NOON)

        assert order.last_delivered_at == ARRIVED.at
