import json
from collections.abc import Callable, Iterator

import pytest
import requests
import responses

from saleor_returns_app.adapters.saleor.client import SaleorShops, ShopSaleor
from saleor_returns_app.adapters.saleor.introducing import LAST_TRY_SECONDS, Patience
from saleor_returns_app.domain.errors import (
    OutcomeUncertain,
    RegistrationRefused,
    SaleorDenied,
    SaleorRefused,
    SaleorUnreachable,
    ShopAsleep,
)
from saleor_returns_app.domain.installation import Installation
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.refund_breakdown import Units
from tests.support import recorded
from tests.support.orders import NOON

ORDER = "T3JkZXI6MQ=="


@pytest.fixture
def web() -> Iterator[responses.RequestsMock]:
    with responses.RequestsMock() as mock:
        yield mock


def a_shop() -> Installation:
    return Installation(
        "shop-1", "shop", recorded.API_URL, recorded.FIRST_APP_ID, "t" * 30, {}, "3.23.28", NOON
    )


def saleor() -> ShopSaleor:
    return SaleorShops().open(a_shop())


def answers(web: responses.RequestsMock, name: str) -> None:
    status = recorded.read(f"graphql/{name}")["response"]["status"]
    web.post(recorded.API_URL, body=recorded.answer(name), status=status)


def sent(web: responses.RequestsMock) -> dict[str, object]:
    return dict(json.loads(web.calls[0].request.body or "{}"))


def grant(shop: ShopSaleor) -> str:
    return shop.grant_refund(
        ORDER,
        amount=Money(500, "EUR"),
        lines=[Units("line-1", 1)],
        with_shipping=False,
        transaction_id="t-1",
        reason="[R-1] Return",
    )


class TestAskingSaleor:
    def test_sends_the_token_and_follows_no_redirect(self, web: responses.RequestsMock) -> None:
        answers(web, "017-order")

        order = saleor().fetch_order(ORDER)

        assert order is not None
        assert web.calls[0].request.headers["Authorization"] == f"Bearer {'t' * 30}"

    def test_finds_nothing_for_an_id_that_does_not_exist(self, web: responses.RequestsMock) -> None:
        answers(web, "082-order-unknown-id")

        assert saleor().fetch_order(ORDER) is None

    def test_finds_nothing_for_a_number_that_does_not_exist(
        self, web: responses.RequestsMock
    ) -> None:
        answers(web, "022-orders-by-number-unknown")

        assert saleor().find_order("999") is None

    @pytest.mark.parametrize("status", [500, 502, 503])
    def test_may_find_it_out_of_reach(self, web: responses.RequestsMock, status: int) -> None:
        web.post(recorded.API_URL, status=status)

        with pytest.raises(SaleorUnreachable):
            saleor().fetch_order(ORDER)

    def test_may_hear_no_answer(self, web: responses.RequestsMock) -> None:
        web.post(recorded.API_URL, body=requests.ReadTimeout())

        with pytest.raises(SaleorUnreachable):
            saleor().fetch_order(ORDER)

    def test_may_hear_something_that_is_not_json(self, web: responses.RequestsMock) -> None:
        web.post(recorded.API_URL, body="<html>")

        with pytest.raises(SaleorUnreachable):
            saleor().fetch_order(ORDER)

    @pytest.mark.parametrize("name", ["068-grant-error-invalid-token", "209-error-deactivated-app"])
    def test_says_so_when_saleor_knows_the_token_no_longer(
        self, web: responses.RequestsMock, name: str
    ) -> None:
        answers(web, "066-grant-error-permission")
        answers(web, name)

        with pytest.raises(ShopAsleep) as caught:
            saleor().fetch_order(ORDER)

        assert (caught.value.installation_id, caught.value.is_news) == ("shop-1", True)

    def test_does_not_begin_for_a_shop_that_takes_no_part(self) -> None:
        shop = a_shop()
        shop.was_switched_off()

        with pytest.raises(ShopAsleep):
            SaleorShops().open(shop)


class TestTellingSaleor:
    def test_sends_money_as_an_exact_text(self, web: responses.RequestsMock) -> None:
        answers(web, "098-grant-amount")
        web_answer = json.loads(recorded.answer("098-grant-amount"))

        granted = grant(saleor())

        wanted = web_answer["data"]["orderGrantRefundCreate"]["grantedRefund"]["id"]
        variables = sent(web)["variables"]
        assert granted == wanted
        assert isinstance(variables, dict)
        assert variables["input"]["amount"] == "5.00"
        assert "refund" not in variables["input"]

    @pytest.mark.parametrize(
        ("name", "code", "act"),
        [
            ("054-grant-error-amount-over-charged", "AMOUNT_GREATER_THAN_AVAILABLE", grant),
            (
                "030-return-products-error-quantity",
                "INVALID_QUANTITY",
                lambda shop: shop.return_products(ORDER, [("fl-1", 9)], "[R-1]"),
            ),
            (
                "091-request-refund-for-grant-error-pending",
                "REFUND_IS_PENDING",
                lambda shop: shop.request_refund("g-1"),
            ),
        ],
    )
    def test_hears_a_refusal_with_saleors_own_code(
        self,
        web: responses.RequestsMock,
        name: str,
        code: str,
        act: Callable[[ShopSaleor], object],
    ) -> None:
        answers(web, name)

        with pytest.raises(SaleorRefused) as refusal:
            act(saleor())

        assert refusal.value.facts["saleor_code"] == code

    def test_hears_that_a_permission_is_missing(self, web: responses.RequestsMock) -> None:
        answers(web, "066-grant-error-permission")
        web.post(recorded.API_URL, json={"data": {"app": {"id": recorded.FIRST_APP_ID}}})

        with pytest.raises(SaleorDenied):
            grant(saleor())

    def test_cannot_know_after_an_internal_error(self, web: responses.RequestsMock) -> None:
        answers(web, "058-grant-error-unknown-line")

        with pytest.raises(OutcomeUncertain):
            grant(saleor())

    @pytest.mark.parametrize("trouble", [requests.ReadTimeout(), requests.ConnectionError("reset")])
    def test_cannot_know_without_an_answer(
        self, web: responses.RequestsMock, trouble: Exception
    ) -> None:
        web.post(recorded.API_URL, body=trouble)

        with pytest.raises(OutcomeUncertain):
            grant(saleor())

    @pytest.mark.parametrize("status", [500, 503])
    def test_cannot_know_after_a_server_error(
        self, web: responses.RequestsMock, status: int
    ) -> None:
        web.post(recorded.API_URL, status=status)

        with pytest.raises(OutcomeUncertain):
            grant(saleor())

    def test_cannot_know_after_an_answer_that_is_not_json(
        self, web: responses.RequestsMock
    ) -> None:
        web.post(recorded.API_URL, body="<html>")

        with pytest.raises(OutcomeUncertain):
            grant(saleor())

    def test_knows_that_a_call_never_left(self, web: responses.RequestsMock) -> None:
        web.post(recorded.API_URL, body=requests.ConnectTimeout())

        with pytest.raises(SaleorUnreachable):
            grant(saleor())


class TestBeingIntroduced:
    def test_learns_who_the_token_makes_us(self, web: responses.RequestsMock) -> None:
        answers(web, "024-shop")
        web.get("http://127.0.0.1:8000/.well-known/jwks.json", json=recorded.key_set())

        registration = SaleorShops().introduce(recorded.API_URL, "t" * 30)

        assert registration.app_id == recorded.FIRST_APP_ID
        assert registration.saleor_version == "3.23.28"
        assert registration.key_set == recorded.key_set()

    @pytest.mark.parametrize("name", [None, "209-error-deactivated-app"])
    def test_waits_for_a_saleor_whose_copy_does_not_know_the_token_yet(
        self, web: responses.RequestsMock, name: str | None
    ) -> None:
        waits: list[float] = []
        early = recorded.answer(name) if name else json.dumps({"data": {"app": None, "shop": {}}})
        web.post(recorded.API_URL, body=early)
        web.post(recorded.API_URL, body=early)
        answers(web, "024-shop")
        web.get("http://127.0.0.1:8000/.well-known/jwks.json", json=recorded.key_set())

        registration = SaleorShops(patience=Patience(waits.append)).introduce(
            recorded.API_URL, "t" * 30
        )

        assert registration.app_id == recorded.FIRST_APP_ID
        assert waits == [0.3, 0.7]

    def test_is_refused_as_nobody_within_the_time_that_saleor_waits(
        self, web: responses.RequestsMock
    ) -> None:
        waits: list[float] = []
        web.post(recorded.API_URL, json={"data": {"app": None, "shop": {}}})

        with pytest.raises(RegistrationRefused):
            SaleorShops(patience=Patience(waits.append)).introduce(recorded.API_URL, "t" * 30)

        assert len(web.calls) == len(waits) + 1 == 5
        assert 3 < sum(waits) < LAST_TRY_SECONDS + 1

    def test_gives_up_early_on_a_saleor_that_is_slow(self, web: responses.RequestsMock) -> None:
        web.post(recorded.API_URL, json={"data": {"app": None, "shop": {}}})
        waits: list[float] = []
        patience = Patience(waits.append, clock=lambda: (LAST_TRY_SECONDS + 1) * len(waits))

        with pytest.raises(RegistrationRefused):
            SaleorShops(patience=patience).introduce(recorded.API_URL, "t" * 30)

        assert len(waits) == 1

    @pytest.mark.parametrize("body", ["[]", "{}", "<html>", '{"keys": 1}'])
    def test_needs_a_key_set_that_is_one(self, web: responses.RequestsMock, body: str) -> None:
        answers(web, "024-shop")
        web.get("http://127.0.0.1:8000/.well-known/jwks.json", body=body)

        with pytest.raises(SaleorUnreachable):
            SaleorShops().introduce(recorded.API_URL, "t" * 30)
