"""What rules ask for is read from Saleor, kept, and read anew where it was not read before."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from saleor_returns_app.domain.followed_orders import Order
from saleor_returns_app.domain.orders import RULE_FACTS, RecordedExclusion
from saleor_returns_app.use_cases.orders import renew_facts
from saleor_returns_app.use_cases.orders.catch_up import catch_up
from tests.support.returns import Walk
from tests.support.sandbox import PlacedOrder, a_line
from tests.support.whole_app import WholeApp

EXCLUSION = '{"ground": "made_to_order", "evidence": "Initials C. L."}'

NOTE = """mutation($id: ID!, $day: String!) {
  updateMetadata(id: $id, input: [{key: "returns.delivered_at", value: $day}]) { errors { code } }
}"""


def stored(app: WholeApp, order: PlacedOrder) -> Order:
    with app.parts.services.transaction() as store:
        return store.orders.with_saleor_id(app.shop.id, order.id)


def forget_facts(app: WholeApp) -> None:
    """Leave the orders as a release before this one had stored them."""
    query = """
      update orders set facts = 0, customer_id = '', snapshot = jsonb_set(
        snapshot - '{facts,customer_id,customer_metadata,metadata,voucher,is_discounted}'::text[],
        '{lines}', (
          select jsonb_agg(line - '{categories,collections,attributes,metadata,weight_grams,
                                    product_type,is_discounted,exclusion}'::text[])
          from jsonb_array_elements(snapshot -> 'lines') as line))
    """
    with app.parts.database.connection() as connection:
        connection.execute(text(query))


def look(app: WholeApp) -> None:
    services = app.parts.services
    at = datetime.now(UTC) + timedelta(minutes=6)
    catch_up(app.shop.id, at=at, saleor=services.saleor, transaction=services.transaction)


def reads(app: WholeApp) -> int:
    return app.saleor.calls.count("Order")


class TestAnOrder:
    def test_is_kept_with_what_rules_ask_for(self, app: WholeApp) -> None:
        line = a_line("echarpe", variant="One size", metadata={"returns.exclusion": EXCLUSION})
        order = app.saleor.place_order([line], voucher="FIVE", metadata={"gift_wrap": "yes"})
        app.settle()

        known = stored(app, order)
        kept = known.snapshot.lines[0]

        assert (kept.product_type, kept.categories) == ("goods", ("accessories", "fashion"))
        assert kept.collections == ("made-in-france", "winter")
        assert kept.attributes == {"material": ("wool", "silk"), "size": ("one-size", "One size")}
        assert kept.weight_grams == 160
        assert kept.exclusion == RecordedExclusion("made_to_order", "Initials C. L.")
        assert (known.snapshot.voucher, known.snapshot.is_discounted) == ("FIVE", True)
        assert known.snapshot.metadata == {"gift_wrap": "yes"}
        assert known.snapshot.customer_metadata == {"customer_group": "club"}
        assert known.customer_id == known.snapshot.customer_id != ""
        assert known.facts == RULE_FACTS

    def test_is_kept_when_a_gift_card_paid_a_part(self, app: WholeApp) -> None:
        order = app.saleor.place_order(
            [a_line(unit="30.00")],
            shipping="0.00",
            gift_cards=("7Q2M",),
            gift_card_total=Decimal("10.00"),
        )
        app.settle()

        known = stored(app, order).snapshot

        assert known.paid_by_gift_card
        assert known.total.minor == 2000

    def test_knows_when_the_shop_says_that_it_arrived(self, app: WholeApp) -> None:
        order = app.saleor.place_order(delivered_after_days=2.0)
        app.settle()

        arrived = order.model.created + timedelta(days=2)
        known = stored(app, order).last_delivered_at

        assert known is not None
        assert (known.date(), known.hour) == (arrived.date(), 12)

    def test_learns_of_an_arrival_when_it_is_noted(self, app: WholeApp) -> None:
        order = app.saleor.place_order()
        app.settle()
        before = stored(app, order).last_delivered_at

        noted = app.saleor.execute(
            NOTE,
            {"id": order.fulfillment_ids[0], "day": datetime.now(UTC).date().isoformat()},
            app.saleor.app_token,
        )
        app.settle()

        assert noted.body["data"]["updateMetadata"]["errors"] == []
        assert before is None
        assert stored(app, order).last_delivered_at is not None

    def test_keeps_its_facts_while_saleor_can_only_tell(self, app: WholeApp) -> None:
        order = app.saleor.place_order(fulfilled=False)
        app.settle()
        before = stored(app, order)

        app.saleor.faults.add("Order", "http_503", times=50)
        app.saleor.fulfill(order)
        app.settle()
        told = stored(app, order)

        assert told.last_shipped_at is not None
        assert told.snapshot.lines == before.snapshot.lines
        assert (told.customer_id, told.facts) == (before.customer_id, 0)


class TestAnOrderFromBeforeThisRelease:
    def test_loads_without_them(self, app: WholeApp) -> None:
        order = app.saleor.place_order()
        app.settle()
        forget_facts(app)

        known = stored(app, order)

        assert (known.facts, known.snapshot.facts) == (0, 0)
        assert known.snapshot.lines[0].categories == ()

    def test_is_read_anew_when_its_owner_opens_it(self, app: WholeApp) -> None:
        order = app.saleor.place_order()
        app.settle()
        forget_facts(app)

        Walk(app).enter(order)
        read = reads(app)
        Walk(app).enter(order)

        assert read > 0
        assert stored(app, order).snapshot.lines[0].categories == ("accessories", "fashion")
        assert reads(app) == read

    def test_is_opened_though_saleor_is_down(self, app: WholeApp) -> None:
        order = app.saleor.place_order()
        app.settle()
        forget_facts(app)
        app.saleor.faults.add("Order", "http_503", times=50)

        Walk(app).enter(order)

        assert stored(app, order).facts == 0

    def test_is_read_anew_after_a_look_and_only_once(self, app: WholeApp) -> None:
        orders = [app.saleor.place_order() for _ in range(3)]
        app.settle()
        forget_facts(app)

        look(app)
        app.settle()
        renewed = [stored(app, order).facts for order in orders]
        look(app)

        assert renewed == [RULE_FACTS] * 3
        assert "renew_facts" not in app.waiting_jobs()

    def test_waits_for_its_turn(self, app: WholeApp, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(renew_facts, "ORDERS_AT_A_LOOK", 2)
        old = app.saleor.place_order(days_ago=9.0)
        new = [app.saleor.place_order(days_ago=days) for days in (2.0, 3.0)]
        app.settle()
        forget_facts(app)

        look(app)
        app.settle()

        assert [stored(app, order).facts for order in [old, *new]] == [0, RULE_FACTS, RULE_FACTS]

    def test_is_not_asked_for_again_when_saleor_has_it_no_more(self, app: WholeApp) -> None:
        order = app.saleor.place_order()
        app.settle()
        forget_facts(app)
        app.saleor.sandbox.saleor.orders.pop(order.model.pk)

        look(app)
        app.settle()

        assert stored(app, order).facts == RULE_FACTS
