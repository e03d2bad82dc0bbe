from datetime import UTC, datetime, timedelta

import pytest

from saleor_returns_app.domain.law import law_of, refund_due

STATED = datetime(2026, 11, 2, 22, 30, tzinfo=UTC)  # In Paris still the second.
ZONE = "Europe/Paris"


def due(country: str, goods_after: int | None) -> str:
    law = law_of(country)
    assert law is not None
    goods = None if goods_after is None else STATED + timedelta(days=goods_after)
    found = refund_due(law, stated=STATED, goods=goods, shop_zone=ZONE)
    return found.last_day.isoformat() if found else "never yet"


class TestTheDayByWhichARefundIsDue:
    @pytest.mark.parametrize(
        ("goods_after", "day"),
        [
            (None, "never yet"),
            (3, "2026-11-16"),
            (14, "2026-11-16"),
            (20, "2026-11-22"),
        ],
    )
    def test_is_counted_from_the_statement_and_waits_for_the_goods(
        self, goods_after: int | None, day: str
    ) -> None:
        assert due("FR", goods_after) == day

    @pytest.mark.parametrize(("goods_after", "day"), [(None, "never yet"), (3, "2026-11-19")])
    def test_is_counted_from_the_goods_in_britain(self, goods_after: int | None, day: str) -> None:
        assert due("GB", goods_after) == day

    def test_lasts_to_the_end_of_that_day_where_the_shop_is(self) -> None:
        law = law_of("FR")
        assert law is not None

        found = refund_due(law, stated=STATED, goods=STATED, shop_zone=ZONE)

        assert found is not None
        assert found.last_instant == datetime(2026, 11, 16, 22, 59, 59, 999999, tzinfo=UTC)
        assert "Article 13(1)" in found.article
