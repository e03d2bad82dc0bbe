"""The adapter speaks with the pretend Saleor about gift cards, drafts, stock and grants."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
import requests

from saleor_returns_app.adapters.saleor.client import ShopSaleor
from saleor_returns_app.adapters.saleor.http import SaleorEndpoint
from saleor_returns_app.domain.errors import (
    SaleorDenied,
    SaleorHasIt,
    SaleorNotFound,
    SaleorRefused,
    SaleorTooOld,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address, FulfillmentStatus
from saleor_returns_app.domain.refund_breakdown import Units
from saleor_returns_app.domain.saleor_things import (
    DraftLine,
    DraftOrder,
    DraftResult,
    GiftCardCode,
    Percentage,
)
from saleor_returns_app.domain.saleor_versions import release_of
from saleor_returns_app.sandbox.saleor.ids import global_id
from saleor_returns_app.sandbox.saleor.installed import App
from tests.support.sandbox import SandboxServer, a_line

ALL = ["MANAGE_ORDERS", "HANDLE_PAYMENTS", "MANAGE_GIFT_CARD", "MANAGE_PRODUCTS"]
CODE = GiftCardCode("K7Q2M4X9P3RT8W5Z")
HERE = Address("Camille", "Laurent", "", "12 rue des Lilas", "", "LYON", "", "69003", "FR")
MUG = global_id("ProductVariant", "SM-TAS-SAND")
SOLD_OUT = global_id("ProductVariant", "MIOC-MAR-XL")


def euros(text: str) -> Money:
    return Money.from_decimal(text, "EUR")


@pytest.fixture
def mails(tmp_path: Path) -> Path:
    return tmp_path / "mail"


@pytest.fixture
def server(mails: Path) -> Iterator[SandboxServer]:
    with SandboxServer(mail_folder=mails) as running:
        yield running


def spoken_to(server: SandboxServer, *permissions: str, version: str = "3.23.28") -> ShopSaleor:
    """Speak with a sandbox as an app with these permissions."""
    saleor, token = (
        server.sandbox.saleor,
        f"things-{len(server.sandbox.saleor.apps)}".ljust(30, "x"),
    )
    with saleor.change():
        pk = saleor.next_pk("App")
        held = list(permissions) or ALL
        saleor.keep_app(App(pk, f"things.{pk}", "Things", "1", token, saleor.now(), held))
    endpoint = SaleorEndpoint(saleor.settings.api_url, token, requests.Session())
    return ShopSaleor(endpoint, release_of(version))


@pytest.fixture
def shop(server: SandboxServer) -> ShopSaleor:
    return spoken_to(server)


def a_draft(variant: str = MUG, quantity: int = 2, price: str | None = "10.00") -> DraftOrder:
    return DraftOrder(
        channel="europe",
        external_reference="exchange-R-1",
        lines=(DraftLine(variant, quantity, euros(price) if price else None),),
        email="camille@example.com",
        billing_address=HERE,
        shipping_address=HERE,
        language="FR",
        private_metadata={"returns.for": "R-1"},
    )


class TestAGiftCard:
    def test_is_issued_once_under_our_code(self, shop: ShopSaleor) -> None:
        card = shop.create_gift_card(CODE, euros("25.00"), note="R-1", metadata={"return": "R-1"})

        with pytest.raises(SaleorHasIt) as refused:
            shop.create_gift_card(CODE, euros("25.00"))

        assert refused.value.facts["saleor_code"] == "ALREADY_EXISTS"
        assert (card.last4, card.balance, card.is_active) == ("8W5Z", euros("25.00"), True)
        assert shop.find_gift_card(CODE) == card == shop.gift_card(card.id)
        assert shop.find_gift_card(GiftCardCode("ANOTHERCODE1")) is None

    def test_is_mailed_by_saleor_and_again_on_demand(self, shop: ShopSaleor, mails: Path) -> None:
        expires_on = date.today() + timedelta(days=365)  # noqa: DTZ011
        card = shop.create_gift_card(
            CODE, euros("5.00"), email="a@example.com", channel="europe", expires_on=expires_on
        )
        shop.resend_gift_card(card.id, channel="europe", email="b@example.com")

        letters = [path.read_text() for path in (mails / "new").iterdir()]
        assert sorted("To: a@" in text for text in letters) == [False, True]
        assert all(CODE.reveal() in text for text in letters)
        assert card.expires_on == expires_on

    @pytest.mark.parametrize(
        ("amount", "currency"), [("0", "EUR"), ("0", "JPY")], ids=["no euros", "no yen"]
    )
    def test_is_never_one_of_nothing(self, shop: ShopSaleor, amount: str, currency: str) -> None:
        with pytest.raises(SaleorRefused) as refused:
            shop.create_gift_card(CODE, Money.from_decimal(amount, currency))

        assert refused.value.facts["field"] == "balance"

    def test_gains_and_loses_and_is_never_below_nothing(self, shop: ShopSaleor) -> None:
        card = shop.create_gift_card(CODE, euros("10.00"))

        richer = shop.adjust_gift_card(card.id, euros("2.50"))
        poorer = shop.adjust_gift_card(card.id, euros("-12.00"))
        with pytest.raises(SaleorRefused):
            shop.adjust_gift_card(card.id, euros("-0.51"))
        shop.deactivate_gift_card(card.id)

        assert (richer.balance, richer.initial) == (euros("12.50"), euros("12.50"))
        after = shop.gift_card(card.id)
        assert after == replace(poorer, is_active=False)

    def test_is_not_adjusted_where_saleor_is_too_old(self, server: SandboxServer) -> None:
        old = spoken_to(server, version="3.23.18")

        with pytest.raises(SaleorTooOld) as refused:
            old.adjust_gift_card("R2lmdENhcmQ6MQ==", euros("1.00"))

        assert refused.value.facts == {"since": "3.23.19"}

    def test_needs_its_permission(self, server: SandboxServer) -> None:
        with pytest.raises(SaleorDenied) as refused:
            spoken_to(server, "MANAGE_ORDERS").create_gift_card(CODE, euros("1.00"))

        assert refused.value.permissions == ("MANAGE_GIFT_CARD",)

    def test_keeps_its_code_to_itself(self, shop: ShopSaleor) -> None:
        odd = GiftCardCode("K7Q2M4X9P3RT8W5Z")
        with pytest.raises(SaleorRefused) as refused:
            shop.create_gift_card(odd, Money(-100, "EUR"))

        assert odd.reveal() not in f"{refused.value} {refused.value.facts} {odd!r} {odd}"
        assert refused.value.__suppress_context__

    def test_that_paid_a_part_of_an_order_is_seen_with_its_part(
        self, server: SandboxServer
    ) -> None:
        order = server.place_order(
            lines=[a_line("jean")], gift_cards=("7Q2M",), gift_card_total=Decimal("25.00")
        )

        used = spoken_to(server, "MANAGE_ORDERS").gift_cards_used(order.id)

        assert [(card.last4, card.paid) for card in used] == [("7Q2M", euros("25.00"))]


class TestADraft:
    def test_becomes_an_order_that_costs_nothing(self, shop: ShopSaleor) -> None:
        draft = shop.create_draft(a_draft())
        methods = shop.shipping_methods(draft.id)
        sent = shop.set_shipping(draft.id, methods[0].id)
        free = shop.discount_order(draft.id, Percentage(Decimal(100)), "Exchange")
        done = shop.complete_draft(draft.id)
        paid = shop.mark_as_paid(draft.id, "R-1")

        assert (draft.is_draft, draft.total, draft.lines[0].unit) == (
            True,
            euros("20.00"),
            euros("10.00"),
        )
        assert sent.total == euros("20.00") + methods[0].price
        assert free.total == euros("0.00") == free.lines[0].total
        assert (done.is_draft, done.charge_status, done.is_paid) == (False, "NONE", True)
        assert (paid.status, paid.charge_status) == ("UNFULFILLED", "FULL")

    def test_is_made_once_under_its_reference(self, shop: ShopSaleor) -> None:
        draft = shop.create_draft(a_draft())

        with pytest.raises(SaleorHasIt):
            shop.create_draft(a_draft())

        assert shop.find_draft_or_order("exchange-R-1") == draft
        assert shop.find_draft_or_order("exchange-R-2") is None
        shop.delete_draft(draft.id)
        assert shop.find_draft_or_order("exchange-R-1") is None

    def test_takes_one_discount(self, shop: ShopSaleor) -> None:
        draft = shop.create_draft(a_draft(quantity=3, price="9.99"))
        less = shop.discount_order(draft.id, euros("10.00"), "Exchange")

        assert code_of(lambda: shop.discount_order(draft.id, euros("1.00"), "")) == (
            "CANNOT_DISCOUNT"
        )
        assert less.total == euros("19.97") == less.lines[0].total

    def test_is_completed_once_and_with_all_it_needs(self, shop: ShopSaleor) -> None:
        draft = shop.create_draft(a_draft())

        assert code_of(lambda: shop.complete_draft(draft.id)) == "SHIPPING_METHOD_REQUIRED"
        _ship(shop, draft)
        shop.complete_draft(draft.id)
        assert code_of(lambda: shop.complete_draft(draft.id)) == "INVALID"
        assert code_of(lambda: shop.delete_draft(draft.id)) == "INVALID"

    def test_of_what_is_sold_out_is_not_completed(self, shop: ShopSaleor) -> None:
        draft = shop.create_draft(a_draft(SOLD_OUT, 1, price=None))
        _ship(shop, draft)

        assert code_of(lambda: shop.complete_draft(draft.id)) == "INSUFFICIENT_STOCK"
        assert draft.total == euros("39.90")

    def test_holds_stock_only_once_it_is_an_order(self, shop: ShopSaleor) -> None:
        before = allocated(shop, MUG)
        draft = shop.create_draft(a_draft())
        drafted = allocated(shop, MUG)
        _ship(shop, draft)
        shop.complete_draft(draft.id)
        ordered = allocated(shop, MUG)
        shop.cancel_order(draft.id)

        assert [drafted - before, ordered - before, allocated(shop, MUG) - before] == [0, 2, 0]

    def test_in_a_channel_that_is_gone_is_not_begun(self, shop: ShopSaleor) -> None:
        with pytest.raises(SaleorNotFound):
            shop.create_draft(replace(a_draft(), channel="moon"))

    def test_is_marked_as_paid_once(self, shop: ShopSaleor) -> None:
        draft = shop.create_draft(a_draft())
        shop.mark_as_paid(draft.id, "too early, and Saleor takes it")

        assert code_of(lambda: shop.mark_as_paid(draft.id, "again")) == "TRANSACTION_ERROR"


class TestVariants:
    def test_are_found_by_words_and_by_product(self, shop: ShopSaleor) -> None:
        found = shop.variants("europe", search="mug")
        siblings = shop.variants_of(found[0].product_id, "europe")
        chosen = shop.variants("japan", ids=[found[0].id])

        assert [one.name for one in found] == ["Sand", "Slate"]
        assert siblings == found
        assert found[0].price == euros("14.90")
        assert found[0].available == 50
        assert found[0].thumbnail_url.endswith("/media/tasse.svg")
        assert chosen[0].price == Money(2403, "JPY")

    def test_that_are_sold_out_say_so(self, shop: ShopSaleor) -> None:
        assert [one.available for one in shop.variants("europe", ids=[SOLD_OUT])] == [0]


class TestStock:
    def test_is_set_and_seen_per_warehouse(self, shop: ShopSaleor) -> None:
        lyon, roubaix = shop.warehouses()

        shop.set_stock(MUG, roubaix.id, 7)

        assert [(one.name, one.quantity) for one in shop.stocks(MUG)] == [
            ("Lyon", 40),
            ("Roubaix", 7),
        ]
        assert lyon.name == "Lyon"
        assert shop.stocks(global_id("ProductVariant", "none")) == []

    def test_falls_when_goods_are_sent(self, server: SandboxServer, shop: ShopSaleor) -> None:
        order = server.place_order([a_line("tasse", 3, variant="Sand")], fulfilled=False)
        promised = shop.stocks(MUG)[0]
        server.fulfill(order)
        sent = shop.stocks(MUG)[0]

        assert (promised.quantity, promised.allocated) == (40, 3)
        assert (sent.quantity, sent.allocated) == (37, 0)

    def test_is_not_changed_without_permission(self, server: SandboxServer) -> None:
        shop = spoken_to(server, "MANAGE_ORDERS")
        place = shop.stocks(MUG)[0].warehouse_id

        with pytest.raises(SaleorDenied):
            shop.set_stock(MUG, place, 1)


class TestAReturn:
    @pytest.mark.parametrize(("version", "kept"), [("3.23.11", ""), ("3.23.28", "[R-1/1] Return")])
    def test_is_found_again_by_its_reason(self, version: str, kept: str) -> None:
        with SandboxServer(saleor_version=version) as server:
            order = server.place_order([a_line("tasse", 3)])
            shop = spoken_to(server, version=version)
            snapshot = shop.fetch_order(order.id)
            assert snapshot
            line = snapshot.fulfillments[0].lines[0].id

            made = shop.return_products(order.id, [(line, 2)], "[R-1/1] Return")
            after = shop.find_order(order.number)

        assert after
        returned = [one for one in after.fulfillments if one.id == made]
        assert [(one.status, one.reason) for one in returned] == [
            (FulfillmentStatus.RETURNED, kept)
        ]

    @pytest.mark.parametrize("lines", [[], [("a", 0)], [("a", -1)], [("a", 1), ("a", 1)]])
    def test_that_saleor_would_misunderstand_never_leaves(
        self, server: SandboxServer, shop: ShopSaleor, lines: list[tuple[str, int]]
    ) -> None:
        with pytest.raises(ValueError, match="once, with one unit or more"):
            shop.return_products("T3JkZXI6MQ==", lines, "[R-1]")

        assert not server.calls.named("orderFulfillmentReturnProducts")


class TestAGrant:
    def test_is_void_and_its_units_are_free_again(
        self, server: SandboxServer, shop: ShopSaleor
    ) -> None:
        order = server.place_order(lines=[a_line("tasse", 2)])
        snapshot = shop.fetch_order(order.id)
        assert snapshot
        line, payment = snapshot.lines[0], snapshot.transactions[0]

        def grant(*lines: Units, shipping: bool = False) -> str:
            return shop.grant_refund(
                order.id,
                amount=euros("5.00"),
                lines=lines,
                with_shipping=shipping,
                transaction_id=payment.id,
                reason="[R-1] Return",
                line_reasons={line.id: "too small"},
            )

        first = grant(Units(line.id, 2), shipping=True)
        assert code_of(lambda: grant(Units(line.id, 1))) == "INVALID"
        made = shop.fetch_order(order.id)
        assert made
        shop.void_grant(first, [part.id for part in made.granted_refunds[0].lines], "[R-1] void")
        grant(Units(line.id, 2), shipping=True)
        grant()

        after = shop.fetch_order(order.id)
        assert after
        void, again, amount_only = after.granted_refunds
        assert void.is_void
        assert not void.shipping_included
        assert [part.quantity for part in again.lines] == [2]
        assert amount_only.lines == ()
        assert again.app_id == void.app_id != ""
        assert payment.app_id not in {"", again.app_id}

    def test_of_nothing_never_leaves(self, server: SandboxServer, shop: ShopSaleor) -> None:
        with pytest.raises(ValueError, match="refund everything"):
            shop.grant_refund(
                "T3JkZXI6MQ==",
                amount=euros("0.00"),
                lines=[],
                with_shipping=False,
                transaction_id="t",
                reason="[R-1]",
            )


def _ship(shop: ShopSaleor, draft: DraftResult) -> None:
    shop.set_shipping(draft.id, shop.shipping_methods(draft.id)[0].id)


def allocated(shop: ShopSaleor, variant: str) -> int:
    return sum(one.allocated for one in shop.stocks(variant))


def code_of(act: object) -> object:
    """Return the code with which Saleor refuses."""
    assert callable(act)
    with pytest.raises(SaleorRefused) as refused:
        act()
    return refused.value.facts["saleor_code"]
