"""Which webhooks a shop wants."""

import pytest

from webhooks.saleor.definition import NEEDS, WEBHOOKS, webhooks_for

USERS = frozenset({"MANAGE_USERS"})


def events(saleor: tuple[int, ...], granted: frozenset[str] = frozenset()) -> set[str]:
    return {webhook.event for webhook in webhooks_for(saleor, granted)}


class TestTheWebhooksOfAShop:
    @pytest.mark.parametrize("saleor", [(3, 21), (3, 22), (3, 23), (3, 24), (3, 23, 28)])
    def test_need_no_permission_that_was_not_granted(self, saleor: tuple[int, ...]) -> None:
        assert not events(saleor) & NEEDS.keys()
        assert not events(saleor, frozenset({"MANAGE_GIFT_CARD"})) & NEEDS.keys()

    @pytest.mark.parametrize(
        ("saleor", "tells_of_the_end"),
        [
            ((3, 21, 69), False),
            ((3, 22, 67), False),
            ((3, 23), False),
            ((3, 23, 4), False),
            ((3, 23, 5), True),
            ((3, 24), True),
        ],
    )
    def test_tell_of_customers_where_saleor_can(
        self, saleor: tuple[int, ...], tells_of_the_end: bool
    ) -> None:
        assert "customer_updated" in events(saleor, USERS)
        assert ("customer_deleted" in events(saleor, USERS)) is tells_of_the_end

    def test_are_all_of_them_somewhere(self) -> None:
        assert events((3, 24), USERS) == {webhook.event for webhook in WEBHOOKS}

    def test_need_a_permission_only_where_there_is_such_an_event(self) -> None:
        assert {webhook.event for webhook in WEBHOOKS} >= NEEDS.keys()
