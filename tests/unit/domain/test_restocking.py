from datetime import timedelta

import pytest

from saleor_returns_app.domain.restocking import (
    SETTLING,
    TELLING,
    Hitch,
    Level,
    Restock,
    Verdict,
    level_in,
    why_not,
)
from saleor_returns_app.domain.saleor_things import Stock
from tests.support.orders import NOON


def sent() -> Restock:
    """Make two units that Saleor may have been told of: 5 there, one of them promised."""
    restock = Restock("1", "shop", "case", "line", "variant", "lyon", "Lyon", 2, NOON)
    restock.send(Level(5, 1), at=NOON)
    return restock


class TestACallWithoutAnAnswer:
    @pytest.mark.parametrize(
        ("level", "later", "verdict"),
        [
            (Level(7, 1), timedelta(0), Verdict.ADDED),
            (Level(7, 0), TELLING, Verdict.ADDED),
            (Level(5, 1), SETTLING - timedelta(seconds=1), Verdict.TOO_EARLY),
            (Level(5, 1), SETTLING, Verdict.NOT_ADDED),
            (Level(5, 3), SETTLING, Verdict.NOT_ADDED),
            # Added, and two were sent out since? Or nothing at all? Only a person can tell.
            (Level(5, 0), SETTLING, Verdict.UNCLEAR),
            (Level(5, 1), TELLING, Verdict.UNCLEAR),
            (Level(6, 0), SETTLING, Verdict.UNCLEAR),
            (Level(4, 0), SETTLING, Verdict.UNCLEAR),
        ],
    )
    def test_is_judged_by_what_is_there(
        self, level: Level, later: timedelta, verdict: Verdict
    ) -> None:
        assert sent().verdict(level, at=NOON + later) is verdict


class TestWhatSaleorIsNotTold:
    def test_is_what_nobody_counts(self) -> None:
        counted = Stock("lyon", "Lyon", 5, 1)

        assert why_not([counted]) is None
        assert why_not([counted, Stock("oslo", "Oslo", 1, 0, is_tracked=False)]) is Hitch.UNTRACKED
        assert why_not([]) is Hitch.NOT_STOCKED


class TestAWarehouse:
    def test_that_held_none_yet_holds_nothing(self) -> None:
        stocks = [Stock("lyon", "Lyon", 5, 1)]

        assert level_in(stocks, "lyon") == Level(5, 1)
        assert level_in(stocks, "oslo") == Level(0, 0)
