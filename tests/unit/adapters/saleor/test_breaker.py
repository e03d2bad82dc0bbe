"""A shop that does not answer is left alone; nobody here waits for real."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import pytest
import requests
import responses

from saleor_returns_app.adapters.clients import guarded_session
from saleor_returns_app.adapters.saleor.breaker import FAILURES_TO_OPEN, LONGEST_PAUSE, Breaker
from saleor_returns_app.adapters.saleor.client import SaleorShops
from saleor_returns_app.domain.errors import (
    OutcomeUncertain,
    SaleorRateLimited,
    SaleorRefused,
    SaleorUnreachable,
)
from saleor_returns_app.domain.installation import Installation
from tests.support import recorded
from tests.support.orders import NOON
from tests.support.sandbox import SandboxServer

ORDERS = "OrdersByNumber"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def sandbox() -> Iterator[SandboxServer]:
    with SandboxServer() as server:
        yield server


@pytest.fixture
def server(sandbox: SandboxServer) -> SandboxServer:
    sandbox.faults.clear()
    sandbox.calls.clear()
    return sandbox


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def shops(clock: Clock) -> SaleorShops:
    unspread = partial(Breaker, clock, lambda low, high: 1.0)
    return SaleorShops(guarded_session(allow_private=True), unspread)


def installed(server: SandboxServer) -> Installation:
    return Installation("1", "shop", server.api_url, "a", server.payment_token, {}, "3.23.28", NOON)


def fails(shops: SaleorShops, shop: Installation, times: int) -> None:
    for _ in range(times):
        with pytest.raises(SaleorUnreachable) as error:
            shops.open(shop).find_order("1")
        assert error.value.retry_after is None


def is_left_alone(shops: SaleorShops, shop: Installation, seconds: float) -> None:
    with pytest.raises(SaleorUnreachable) as error:
        shops.open(shop).find_order("1")
    assert error.value.retry_after == pytest.approx(seconds)


class TestAShopThatDoesNotAnswer:
    @pytest.mark.parametrize("effect", ["http_503", "http_500", "lost_before"])
    def test_is_left_alone_after_a_few_failures(
        self, server: SandboxServer, shops: SaleorShops, clock: Clock, effect: str
    ) -> None:
        server.faults.add(ORDERS, effect, times=FAILURES_TO_OPEN)
        shop = installed(server)

        fails(shops, shop, FAILURES_TO_OPEN)
        is_left_alone(shops, shop, 5)
        clock.now += 4
        is_left_alone(shops, shop, 1)

        assert server.calls.count(ORDERS) <= FAILURES_TO_OPEN
        assert not server.faults.waiting
        clock.now += 1
        assert shops.open(shop).find_order("1") is None
        assert shops.open(shop).find_order("1") is None

    def test_is_left_alone_for_longer_each_time(
        self, server: SandboxServer, shops: SaleorShops, clock: Clock
    ) -> None:
        server.faults.add(ORDERS, "http_503", times=100)
        shop = installed(server)
        fails(shops, shop, FAILURES_TO_OPEN)

        for pause in (5, 10, 20, 40, 80, 160, LONGEST_PAUSE, LONGEST_PAUSE):
            is_left_alone(shops, shop, pause)
            clock.now += pause
            fails(shops, shop, 1)

    def test_holds_up_no_other_shop(self, server: SandboxServer, shops: SaleorShops) -> None:
        server.faults.add(ORDERS, "http_503", times=FAILURES_TO_OPEN)
        shop = installed(server)
        other = replace(shop, api_url=server.api_url.replace("127.0.0.1", "localhost"))
        fails(shops, shop, FAILURES_TO_OPEN)

        assert shops.open(other).find_order("1") is None

    def test_may_still_register(self, server: SandboxServer, shops: SaleorShops) -> None:
        server.faults.add(ORDERS, "http_503", times=FAILURES_TO_OPEN)
        shop = installed(server)
        fails(shops, shop, FAILURES_TO_OPEN)

        assert shops.introduce(shop.api_url, shop.token).app_id

    def test_has_nothing_written_to_it(self, server: SandboxServer, shops: SaleorShops) -> None:
        server.faults.add(ORDERS, "http_503", times=FAILURES_TO_OPEN)
        shop = installed(server)
        fails(shops, shop, FAILURES_TO_OPEN)

        with pytest.raises(SaleorUnreachable):
            shops.open(shop).add_note("x", "x")

        assert server.calls.count("orderNoteAdd") == 0

    def test_is_tried_by_one_call_at_a_time(self, clock: Clock) -> None:
        breaker = Breaker(clock, lambda low, high: high)
        for _ in range(FAILURES_TO_OPEN):
            breaker.failed()
        clock.now += 6

        breaker.enter()

        with pytest.raises(SaleorUnreachable):
            breaker.enter()


class TestAShopThatAnswers:
    @pytest.mark.parametrize("effect", ["refuse", "internal_error"])
    def test_is_not_left_alone_whatever_it_says(
        self, server: SandboxServer, shops: SaleorShops, effect: str
    ) -> None:
        server.faults.add("orderNoteAdd", effect, times=FAILURES_TO_OPEN)
        shop = shops.open(installed(server))

        for _ in range(FAILURES_TO_OPEN):
            with pytest.raises((SaleorRefused, OutcomeUncertain)):
                shop.add_note("x", "x")

        assert shop.find_order("1") is None

    def test_is_forgiven_what_was_before(self, server: SandboxServer, shops: SaleorShops) -> None:
        shop = installed(server)
        for _ in range(3):
            server.faults.add(ORDERS, "http_503", times=FAILURES_TO_OPEN - 1)
            fails(shops, shop, FAILURES_TO_OPEN - 1)
            assert shops.open(shop).find_order("1") is None

    def test_is_left_alone_when_it_says_so(self, clock: Clock) -> None:
        unspread = partial(Breaker, clock, lambda low, high: 1.0)
        shops = SaleorShops(requests.Session(), unspread)
        shop = Installation("1", "shop", recorded.API_URL, "a", "t" * 30, {}, "3.23.28", NOON)
        with responses.RequestsMock() as web:
            web.post(recorded.API_URL, status=429, headers={"Retry-After": "30"})
            web.post(recorded.API_URL, json={"data": {"order": None}})

            with pytest.raises(SaleorRateLimited):
                shops.open(shop).fetch_order("1")
            is_left_alone(shops, shop, 30)
            clock.now += 30

            assert shops.open(shop).fetch_order("1") is None
