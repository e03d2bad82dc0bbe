"""A replay's months as bars: where they stand and how long they are, for a picture without a script."""

from collections.abc import Iterable
from dataclasses import dataclass

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.replay_report import ChartPoint, Grouping, ReportRow, chart

WIDTH, HEIGHT = 640, 160
MOST_BARS = 60


@dataclass(frozen=True)
class Bar:
    """What the shop pays out less for a month: up from the base line; down when it pays more.

    Fees that it keeps are in it, as they are taken from the refunds.
    """

    key: str
    saved: Money
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """The bars of one currency."""

    currency: str
    bars: tuple[Bar, ...]
    base: float
    width: int = WIDTH
    height: int = HEIGHT


def bars(rows: Iterable[ReportRow]) -> tuple[Chart, ...]:
    """Draw a chart for each currency in which anything differs."""
    points = chart(rows, Grouping.MONTH)
    currencies = sorted({point.currency for point in points})
    charts = (
        _chart(currency, [one for one in points if one.currency == currency])
        for currency in currencies
    )
    return tuple(one for one in charts if one is not None)


def _chart(currency: str, points: list[ChartPoint]) -> Chart | None:
    savings = [(one.key, one.refunds_saved) for one in points[-MOST_BARS:]]
    highest = max(0, *(saved.minor for _, saved in savings))
    lowest = min(0, *(saved.minor for _, saved in savings))
    if highest == lowest:
        return None
    scale = HEIGHT / (highest - lowest)
    base, step = highest * scale, WIDTH / len(savings)
    drawn = (
        Bar(
            key,
            saved,
            x=round(place * step + step * 0.15, 1),
            y=round(base - max(saved.minor, 0) * scale, 1),
            width=round(min(step * 0.7, 48), 1),
            height=round(abs(saved.minor) * scale, 1),
        )
        for place, (key, saved) in enumerate(savings)
    )
    return Chart(currency, tuple(drawn), round(base, 1))
