from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_returns_app.domain.law import (
    CountryLaw,
    Deadline,
    countries_with_law,
    guarantee_end,
    law_of,
    withdrawal_end,
)
from saleor_returns_app.domain.law.days_off import is_day_off
from saleor_returns_app.domain.orders import DeliveredAt, DeliverySource, OrderSnapshot
from tests.support.orders import a_bought_line, a_followed_order, a_parcel, a_snapshot

PARIS = "Europe/Paris"
LAST = timedelta(microseconds=1)


def the_law_of(country: str) -> CountryLaw:
    law = law_of(country)
    assert law is not None
    return law


def at(day: date, hour: int = 12, zone: str = PARIS) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZoneInfo(zone))


def end(
    day: date | datetime, *, country: str = "FR", shop_zone: str = PARIS, informed: bool = True
) -> Deadline:
    delivered = day if isinstance(day, datetime) else at(day)
    deadline = withdrawal_end(
        the_law_of(country), delivered=delivered, shop_zone=shop_zone, informed=informed
    )
    assert deadline is not None
    return deadline


def two_parcels(*arrived: date) -> OrderSnapshot:
    """An order in two parcels that the carrier brought on these days."""
    parcels = [
        replace(a_parcel({"line-tee": 1}), delivered=DeliveredAt(at(day), DeliverySource.CARRIER))
        for day in arrived
    ]
    return a_snapshot([a_bought_line(quantity=2)], fulfillments=parcels)


class TestWithdrawalEnd:
    @pytest.mark.parametrize(
        ("country", "delivered", "last_day"),
        [
            ("FR", date(2026, 5, 29), date(2026, 6, 12)),
            ("FR", date(2026, 5, 30), date(2026, 6, 15)),
            pytest.param(
                "GB", date(2026, 5, 30), date(2026, 6, 16), id="Scotland's holiday of 2026"
            ),
            ("FR", date(2026, 12, 11), date(2026, 12, 28)),
            ("FR", date(2026, 6, 9), date(2026, 6, 23)),
            ("FR", date(2026, 3, 2), date(2026, 3, 16)),
            pytest.param(
                "GB", date(2026, 12, 11), date(2026, 12, 29), id="Boxing Day moved to Monday"
            ),
            pytest.param("GB", date(2027, 12, 11), date(2027, 12, 29), id="both moved"),
            pytest.param(
                "GB", date(2027, 12, 18), date(2028, 1, 5), id="Scotland's 2 January moved"
            ),
            pytest.param("FR", date(2026, 12, 18), date(2027, 1, 4), id="over the year's end"),
            pytest.param("FR", date(2028, 2, 15), date(2028, 2, 29), id="on a leap day"),
            pytest.param("FR", date(2028, 2, 16), date(2028, 3, 1), id="over a leap day"),
            pytest.param("FR", date(2027, 2, 15), date(2027, 3, 1), id="over no leap day"),
            pytest.param("DE", date(2026, 5, 21), date(2026, 6, 5), id="Corpus Christi somewhere"),
            pytest.param("DK", date(2026, 5, 22), date(2026, 6, 8), id="Constitution Day"),
            pytest.param("SE", date(2026, 6, 5), date(2026, 6, 22), id="Midsummer Eve"),
            pytest.param("NL", date(2026, 4, 21), date(2026, 5, 6), id="Liberation Day"),
            pytest.param("AT", date(2026, 3, 20), date(2026, 4, 7), id="Good Friday"),
            pytest.param("IT", date(2026, 6, 10), date(2026, 6, 24), id="only Florence's day"),
            pytest.param("FR", date(2027, 12, 6), date(2027, 12, 20), id="only Réunion's day"),
            pytest.param("RE", date(2027, 12, 6), date(2027, 12, 21), id="Réunion's day there"),
        ],
    )
    def test_is_on_day_14_or_the_next_working_day(
        self, country: str, delivered: date, last_day: date
    ) -> None:
        assert end(delivered, country=country).last_day == last_day

    def test_is_with_the_last_instant_of_the_day(self) -> None:
        deadline = end(date(2026, 3, 2))

        assert deadline.last_instant == at(date(2026, 3, 17), 0) - LAST

    def test_counts_from_the_last_parcel_of_an_order(self) -> None:
        order = a_followed_order(snapshot=two_parcels(date(2026, 6, 1), date(2026, 6, 9)))

        assert order.last_delivered_at is not None
        assert end(order.last_delivered_at).last_day == date(2026, 6, 23)

    def test_is_never_while_the_delivery_is_unknown(self) -> None:
        law = the_law_of("FR")

        assert withdrawal_end(law, delivered=None, shop_zone=PARIS, informed=True) is None

    @pytest.mark.parametrize("day", [date.max, date.min, date(9999, 12, 20)])
    @pytest.mark.parametrize("informed", [True, False])
    @pytest.mark.parametrize("zone", ["Asia/Tokyo", "America/New_York"])
    def test_is_bounded_for_deliveries_that_no_calendar_holds(
        self, day: date, informed: bool, zone: str
    ) -> None:
        delivered = at(day, 23 if day == date.max else 0, "UTC")

        assert (
            withdrawal_end(the_law_of("PT"), delivered=delivered, shop_zone=zone, informed=informed)
            is None
        )

    def test_refuses_a_moment_without_a_zone(self) -> None:
        with pytest.raises(ValueError, match="time zone"):
            end(datetime(2026, 6, 1, 12))  # noqa: DTZ001

    def test_says_what_it_was_counted_from(self) -> None:
        deadline = end(date(2026, 12, 11))

        assert deadline.article == (
            "Directive 2011/83/EU, Article 9(1); Regulation (EEC, Euratom) 1182/71, Article 3(4)"
        )
        assert deadline.facts == {
            "counted_from": "2026-12-11",
            "days": "14",
            "zone": PARIS,
            "extended_over": "2026-12-25, 2026-12-26, 2026-12-27",
        }

    def test_cites_no_article_of_the_union_for_the_united_kingdom(self) -> None:
        deadline = end(date(2026, 12, 11), country="GB")

        assert deadline.article == "Consumer Contracts Regulations 2013, regulation 30"


class TestWithdrawalEndOfWhoWasNotInformed:
    def test_is_twelve_months_after_the_first_end(self) -> None:
        deadline = end(date(2026, 6, 2), informed=False)

        assert deadline.last_day == date(2027, 6, 16)
        assert deadline.article == "Directive 2011/83/EU, Article 10(1)"
        assert deadline.facts["first_end"] == "2026-06-16"
        assert deadline.facts["months"] == "12"

    def test_moves_on_over_days_off_twice(self) -> None:
        deadline = end(date(2026, 5, 29), informed=False)

        assert deadline.facts["first_end"] == "2026-06-12"
        assert deadline.last_day == date(2027, 6, 14)

    def test_ends_on_the_last_of_february_after_a_leap_day(self) -> None:
        assert end(date(2028, 2, 15), informed=False).last_day == date(2029, 2, 28)


class TestTheLastInstant:
    def test_follows_the_clock_set_forward(self) -> None:
        deadline = end(at(date(2026, 3, 18)))

        assert deadline.last_instant.astimezone(UTC) == datetime(2026, 4, 1, 22, tzinfo=UTC) - LAST

    def test_follows_the_clock_set_back(self) -> None:
        deadline = end(at(date(2026, 10, 15)))

        assert (
            deadline.last_instant.astimezone(UTC) == datetime(2026, 10, 29, 23, tzinfo=UTC) - LAST
        )

    def test_is_the_consumers_where_that_is_later(self) -> None:
        deadline = end(at(date(2026, 6, 8)), country="PT", shop_zone="Asia/Tokyo")

        assert deadline.last_day == date(2026, 6, 22)
        assert deadline.facts["zone"] == "Atlantic/Azores"
        assert deadline.last_instant.astimezone(UTC) == datetime(2026, 6, 23, tzinfo=UTC) - LAST

    def test_is_the_shops_where_that_is_later(self) -> None:
        deadline = end(at(date(2026, 6, 8)), country="FI", shop_zone="Pacific/Honolulu")

        assert deadline.facts["zone"] == "Pacific/Honolulu"
        assert deadline.last_instant.astimezone(UTC) == datetime(2026, 6, 23, 10, tzinfo=UTC) - LAST

    def test_is_that_of_the_canary_islands_for_all_of_spain(self) -> None:
        deadline = end(at(date(2026, 1, 13)), country="ES", shop_zone="Europe/Madrid")

        assert deadline.last_instant.astimezone(UTC) == datetime(2026, 1, 28, tzinfo=UTC) - LAST

    def test_of_a_parcel_at_tokyos_midnight_counts_the_later_date(self) -> None:
        evening_in_lisbon = datetime(2026, 6, 8, 16, 30, tzinfo=UTC)

        tokyo = end(evening_in_lisbon, country="PT", shop_zone="Asia/Tokyo")
        lisbon = end(evening_in_lisbon, country="PT", shop_zone="Europe/Lisbon")

        assert (tokyo.facts["counted_from"], tokyo.last_day) == ("2026-06-09", date(2026, 6, 23))
        assert (lisbon.facts["counted_from"], lisbon.last_day) == ("2026-06-08", date(2026, 6, 22))

    def test_of_a_parcel_after_midnight_counts_the_consumers_date(self) -> None:
        after_midnight_in_helsinki = datetime(2026, 6, 8, 21, 30, tzinfo=UTC)

        deadline = end(after_midnight_in_helsinki, country="FI", shop_zone="America/New_York")

        assert deadline.facts["counted_from"] == "2026-06-09"


class TestGuaranteeEnd:
    @pytest.mark.parametrize(
        ("country", "delivered", "last_day"),
        [
            ("DE", date(2026, 6, 8), date(2028, 6, 8)),
            ("ES", date(2026, 6, 8), date(2029, 6, 8)),
            ("GB", date(2026, 6, 8), date(2032, 6, 8)),
            pytest.param("DE", date(2028, 2, 29), date(2030, 2, 28), id="from a leap day"),
            pytest.param("DE", date(2026, 2, 28), date(2028, 2, 28), id="to a leap year"),
            pytest.param("DE", date(2025, 6, 5), date(2027, 6, 7), id="over a weekend"),
        ],
    )
    def test_is_the_same_date_years_later(
        self, country: str, delivered: date, last_day: date
    ) -> None:
        deadline = guarantee_end(the_law_of(country), at(delivered), shop_zone=PARIS)

        assert deadline is not None
        assert deadline.last_day == last_day

    def test_cites_its_article(self) -> None:
        deadline = guarantee_end(the_law_of("DE"), at(date(2026, 6, 8)))

        assert deadline is not None
        assert deadline.article == "Directive (EU) 2019/771, Article 10(1)"
        assert deadline.facts["years"] == "2"

    def test_is_never_while_the_delivery_is_unknown(self) -> None:
        assert guarantee_end(the_law_of("DE"), None) is None

    def test_is_bounded_for_deliveries_that_no_calendar_holds(self) -> None:
        assert guarantee_end(the_law_of("DE"), datetime(9998, 6, 1, tzinfo=UTC)) is None


COUNTRIES = st.sampled_from(countries_with_law())
MOMENTS = st.integers(0, 60 * 365 * 24 * 60).map(
    lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
SHOPS = st.sampled_from(
    [PARIS, "UTC", "Asia/Tokyo", "Pacific/Kiritimati", "Pacific/Honolulu", "America/New_York"]
)


class TestAnyWithdrawalEnd:
    @settings(deadline=None)
    @given(country=COUNTRIES, moment=MOMENTS, shop=SHOPS)
    def test_is_on_a_working_day_between_day_14_and_a_week_later(
        self, country: str, moment: datetime, shop: str
    ) -> None:
        law = the_law_of(country)
        deadline = end(moment, country=country, shop_zone=shop)
        days = [moment.astimezone(ZoneInfo(zone)).date() for zone in (*law.zones, shop)]

        assert max(days) + timedelta(14) <= deadline.last_day <= min(days) + timedelta(14 + 8)
        assert not is_day_off(deadline.last_day, law.days_off)

    @settings(deadline=None)
    @given(country=COUNTRIES, moment=MOMENTS, shop=SHOPS)
    def test_is_not_before_the_day_is_over_everywhere(
        self, country: str, moment: datetime, shop: str
    ) -> None:
        deadline = end(moment, country=country, shop_zone=shop)

        for zone in (*the_law_of(country).zones, shop):
            assert deadline.last_instant.astimezone(UTC) >= datetime.combine(
                deadline.last_day, time.max, tzinfo=ZoneInfo(zone)
            ).astimezone(UTC)

    @settings(deadline=None)
    @given(
        country=COUNTRIES,
        moments=st.tuples(MOMENTS, MOMENTS).map(sorted),
        shop=SHOPS,
        informed=st.booleans(),
    )
    def test_is_no_earlier_for_a_later_delivery(
        self, country: str, moments: list[datetime], shop: str, informed: bool
    ) -> None:
        first, second = (
            end(moment, country=country, shop_zone=shop, informed=informed) for moment in moments
        )

        assert first.last_day <= second.last_day
        assert first.last_instant.astimezone(UTC) <= second.last_instant.astimezone(UTC)

    @settings(deadline=None)
    @given(country=COUNTRIES, moment=MOMENTS, shop=SHOPS)
    def test_is_a_year_later_for_who_was_not_informed(
        self, country: str, moment: datetime, shop: str
    ) -> None:
        informed = end(moment, country=country, shop_zone=shop)
        not_informed = end(moment, country=country, shop_zone=shop, informed=False)

        assert not_informed.last_day >= informed.last_day + timedelta(365)

    @settings(deadline=None)
    @given(country=COUNTRIES, moment=MOMENTS, shop=SHOPS)
    def test_is_before_that_of_the_guarantee(
        self, country: str, moment: datetime, shop: str
    ) -> None:
        guarantee = guarantee_end(the_law_of(country), moment, shop_zone=shop)

        assert guarantee is not None
        assert guarantee.last_day > end(moment, country=country, shop_zone=shop).last_day
