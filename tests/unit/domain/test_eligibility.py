from datetime import UTC, datetime, timedelta

import pytest

from saleor_returns_app.domain.eligibility import (
    Decision,
    LineDecision,
    LineUse,
    Refusal,
    RefusalCode,
    decide,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import FulfillmentStatus, Order
from saleor_returns_app.domain.policy import CountryFee, PolicyDocument
from tests.support.orders import (
    NOON,
    SHIPPED,
    a_bought_line,
    a_followed_order,
    a_parcel,
    a_policy_version,
    a_snapshot,
)


def decided(
    order: Order, *, at: datetime = NOON, uses: dict[str, LineUse] | None = None, **rules: object
) -> Decision:
    return decide(order, policy=a_policy_version(**rules), uses=uses or {}, at=at)


def codes(decision: Decision) -> list[RefusalCode]:
    return [refusal.code for line in decision.lines for refusal in line.refusals]


class TestALineThatMayComeBack:
    def test_may_with_every_unit_that_was_sent(self) -> None:
        order = a_followed_order(a_snapshot([a_bought_line(quantity=3)]))

        assert decided(order).lines == (LineDecision("line-tee", 3),)

    def test_may_with_what_other_returns_leave(self) -> None:
        order = a_followed_order(a_snapshot([a_bought_line(quantity=3)]))

        decision = decided(order, uses={"line-tee": LineUse(claimed=2)})

        assert decision.lines[0].returnable == 1

    def test_counts_units_that_staff_took_back_in_saleor(self) -> None:
        parcels = [
            a_parcel({"line-tee": 2}),
            a_parcel({"line-tee": 1}, status=FulfillmentStatus.RETURNED),
        ]
        order = a_followed_order(a_snapshot([a_bought_line(quantity=3)], fulfillments=parcels))

        assert decided(order).lines[0].returnable == 2

    def test_counts_units_that_we_wrote_back_only_once(self) -> None:
        parcels = [
            a_parcel({"line-tee": 2}),
            a_parcel({"line-tee": 1}, status=FulfillmentStatus.RETURNED),
        ]
        order = a_followed_order(a_snapshot([a_bought_line(quantity=3)], fulfillments=parcels))

        decision = decided(order, uses={"line-tee": LineUse(claimed=1, written=1)})

        assert decision.lines[0].returnable == 2


class TestALineThatIsRefused:
    def test_was_not_shipped(self) -> None:
        order = a_followed_order(a_snapshot(fulfillments=[]))

        assert codes(decided(order)) == [RefusalCode.NOT_SHIPPED]

    def test_waits_for_approval_in_saleor(self) -> None:
        waiting = a_parcel({"line-tee": 1}, status=FulfillmentStatus.WAITING_FOR_APPROVAL)
        order = a_followed_order(a_snapshot(fulfillments=[waiting]))

        assert codes(decided(order)) == [RefusalCode.NOT_SHIPPED]

    def test_is_on_its_way_back_already(self) -> None:
        decision = decided(a_followed_order(), uses={"line-tee": LineUse(claimed=1)})

        assert codes(decision) == [RefusalCode.ALREADY_RETURNED]

    def test_names_all_the_reasons(self) -> None:
        order = a_followed_order(a_snapshot([a_bought_line(is_gift_card=True)]))

        decision = decided(order, at=NOON + timedelta(days=99), refused_skus=("tee-m",))

        assert codes(decision) == [
            RefusalCode.GIFT_CARD,
            RefusalCode.PRODUCT_REFUSED,
            RefusalCode.WINDOW_OVER,
        ]

    def test_belongs_to_a_cancelled_order(self) -> None:
        order = a_followed_order(a_snapshot(status="CANCELED"))

        assert RefusalCode.ORDER_CLOSED in codes(decided(order))

    def test_cannot_be_refused_without_a_reason(self) -> None:
        with pytest.raises(ValueError, match="reason"):
            LineDecision("line-tee", 0)

    def test_cannot_be_both_returnable_and_refused(self) -> None:
        with pytest.raises(ValueError, match="reason"):
            LineDecision("line-tee", 1, (Refusal(RefusalCode.GIFT_CARD),))


class TestTheWindow:
    def test_lasts_to_the_end_of_its_last_day_in_the_shops_zone(self) -> None:
        order = a_followed_order()
        last_instant = datetime(2026, 11, 24, 22, 59, 59, 999999, tzinfo=UTC)

        within = decided(order, at=last_instant, window_days=14, time_zone="Europe/Paris")
        over = decided(
            order,
            at=last_instant + timedelta(microseconds=1),
            window_days=14,
            time_zone="Europe/Paris",
        )

        assert within.is_open
        assert codes(over) == [RefusalCode.WINDOW_OVER]

    def test_counts_from_the_last_parcel(self) -> None:
        line = a_bought_line(quantity=2)
        parcels = [
            a_parcel({line.id: 1}),
            a_parcel({line.id: 1}, at=SHIPPED + timedelta(days=6)),
        ]
        order = a_followed_order(a_snapshot([line], fulfillments=parcels))

        window = decided(order, window_days=14).window

        assert window.last_day == (SHIPPED + timedelta(days=20)).date()

    def test_outlives_a_fulfillment_that_saleor_forgot(self) -> None:
        order = a_followed_order(a_snapshot([a_bought_line(quantity=2)]))
        gone = a_parcel({"line-tee": 2}, status=FulfillmentStatus.RETURNED, at=NOON)

        order.learn(a_snapshot([a_bought_line(quantity=2)], fulfillments=[gone]), at=NOON)

        assert order.last_shipped_at == SHIPPED

    def test_is_not_over_while_nothing_has_left(self) -> None:
        window = decided(a_followed_order(a_snapshot(fulfillments=[]))).window

        assert not window.is_over(at=NOON + timedelta(days=1000))


class TestTheFee:
    FEES = (
        CountryFee("*", Money(750, "EUR")),
        CountryFee("FR", Money(500, "EUR")),
        CountryFee("FR", Money(600, "USD")),
    )

    @pytest.mark.parametrize(("country", "minor"), [("FR", 500), ("DE", 750)])
    def test_is_that_of_the_country(self, country: str, minor: int) -> None:
        rules = PolicyDocument(fees=self.FEES)

        assert rules.fee(country=country, currency="EUR") == Money(minor, "EUR")

    def test_is_never_converted(self) -> None:
        rules = PolicyDocument(fees=self.FEES)

        assert rules.fee(country="DE", currency="USD") == Money(0, "USD")
