from dataclasses import replace

import pytest

from saleor_returns_app.domain.own_webhooks import (
    FoundWebhook,
    WantedWebhook,
    WebhookPlan,
    plan_webhooks,
)
from saleor_returns_app.domain.saleor_versions import is_supported, release_of

PAID = WantedWebhook("Returns: order paid", "ORDER_PAID", "https://a.example/paid", "{ paid }")
SENT = WantedWebhook("Returns: order sent", "ORDER_SENT", "https://a.example/sent", "{ sent }")


def as_wanted(wanted: WantedWebhook, id: str = "1", *, is_active: bool = True) -> FoundWebhook:
    return FoundWebhook(
        id, wanted.name, wanted.target_url, is_active, frozenset({wanted.event}), wanted.query
    )


class TestAPlan:
    def test_is_empty_where_all_is_as_it_should_be(self) -> None:
        plan = plan_webhooks([PAID, SENT], [as_wanted(SENT), as_wanted(PAID, "2")])

        assert plan == WebhookPlan()
        assert plan.is_done

    def test_names_what_is_missing(self) -> None:
        plan = plan_webhooks([PAID, SENT], [as_wanted(SENT)])

        assert plan == WebhookPlan(missing=(PAID,))
        assert not plan.is_done

    @pytest.mark.parametrize(
        "change",
        [
            {"query": "{ paid more }"},
            {"events": frozenset({"ORDER_UPDATED"})},
            {"events": frozenset({"ORDER_PAID", "ORDER_UPDATED"})},
            {"target_url": "https://old.example/paid"},
            {"name": "Somebody's name"},
        ],
    )
    def test_names_what_is_wrong(self, change: dict[str, object]) -> None:
        found = replace(as_wanted(PAID, "7"), **change)  # type: ignore[arg-type]

        assert plan_webhooks([PAID], [found]) == WebhookPlan(wrong=(("7", PAID),))

    def test_does_not_mind_how_a_query_is_laid_out(self) -> None:
        found = replace(as_wanted(PAID), query="{\n  paid\n}\n")

        assert plan_webhooks([PAID], [found]).is_done

    def test_leaves_one_off_that_was_switched_off_but_mends_its_query(self) -> None:
        off = as_wanted(PAID, "7", is_active=False)

        assert plan_webhooks([PAID], [off]) == WebhookPlan(switched_off=(PAID,))
        assert plan_webhooks([PAID], [replace(off, query="{ old }")]) == WebhookPlan(
            wrong=(("7", PAID),), switched_off=(PAID,)
        )

    def test_counts_what_is_not_ours_and_touches_none_of_it(self) -> None:
        foreign = FoundWebhook(
            "9", "Own idea", "https://else.example/", True, frozenset({"ORDER_PAID"}), PAID.query
        )

        assert plan_webhooks([PAID], [foreign, as_wanted(PAID)]) == WebhookPlan(foreign=1)

    def test_takes_away_what_nothing_needs_any_more(self) -> None:
        left = as_wanted(SENT, "8")

        plan = plan_webhooks([PAID], [as_wanted(PAID), left], [PAID, SENT])

        assert plan == WebhookPlan(idle=(left,))
        assert not plan.is_done

    def test_keeps_the_best_of_several(self) -> None:
        off = as_wanted(PAID, "1", is_active=False)
        outdated = replace(as_wanted(PAID, "2"), query="{ old }")
        good = as_wanted(PAID, "3")
        renamed = replace(as_wanted(PAID, "4"), name="Copy")

        plan = plan_webhooks([PAID], [off, outdated, renamed, good])

        assert plan == WebhookPlan(surplus=(outdated, renamed, off))


class TestAVersion:
    @pytest.mark.parametrize(
        ("text", "release"),
        [
            ("3.23.28", (3, 23, 28)),
            ("3.24.0-a.0", (3, 24, 0)),
            ("3.21", (3, 21, 0)),
            ("", (0, 0, 0)),
            ("newest", (0, 0, 0)),
            ("3", (0, 0, 0)),
        ],
    )
    def test_is_read_as_numbers(self, text: str, release: tuple[int, int, int]) -> None:
        assert release_of(text) == release

    @pytest.mark.parametrize(
        ("text", "is_one"),
        [("3.20.99", False), ("3.21.0", True), ("3.24.0-a.0", True), ("3.25.0", False)],
    )
    def test_is_supported_or_not(self, text: str, is_one: bool) -> None:
        assert is_supported(text) is is_one
