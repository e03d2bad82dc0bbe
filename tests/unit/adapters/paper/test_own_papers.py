from dataclasses import replace
from typing import Any

import pytest
import structlog
import zxingcpp

from saleor_returns_app.adapters.paper import label_and_slip_pdf, label_pdf, on_a4, slips_pdf
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import COMMON_REASONS, ReturnReason
from saleor_returns_app.domain.shipping.shipments import (
    ParcelItem,
    ParcelSpec,
    Route,
    ShipmentOrder,
)
from tests.support.paper import millimetres, printed, texts

SENDER = Address("Zoë", "Müller-Lefèvre", "", "12 rue de l’Église", "", "Lyon", "", "69003", "FR")
SHOP = Address("", "", "Atelier Écharpe", "8 quai des Chartrons", "", "Bordeaux", "", "33000", "FR")
TRACKING = "R20260001230"
SENDERS = {
    "Latin": Address("Đặng", "Łukasz Ğül", "", "Straße 1", "", "Köln", "", "50667", "DE"),
    "Greek": Address("Ελένη", "Παπαδοπούλου", "", "Ερμού 15", "", "Αθήνα", "", "105 63", "GR"),
    "Cyrillic": Address("Ёжик", "Щукин", "", "ул. Тверская, 7", "", "Москва", "", "125009", "RU"),
    "Japanese": Address("太郎", "山田", "", "神南1-19-11", "", "東京都", "", "150-0041", "JP"),
    "Korean": Address("철수", "김", "", "세종대로 110", "", "서울", "", "04524", "KR"),
    "Chinese": Address("伟", "王", "", "长安街1号", "", "北京", "", "100006", "CN"),
}


def an_item(name: str = "Gants · M", quantity: int = 1, **more: Any) -> ParcelItem:
    return ParcelItem(name, quantity, Money(1000, "EUR"), **more)


def an_order(*items: ParcelItem, number: str = "R-2026-000123", **more: Any) -> ShipmentOrder:
    facts: dict[str, Any] = {"order_number": "1042", "route": Route(SENDER, SHOP), "language": "FR"}
    parcel = ParcelSpec(items or (an_item(),), weight_grams=800)
    return ShipmentOrder(number, number, parcel=parcel, option_code="offline", **{**facts, **more})


def codes(pdf: bytes, page: int = 0) -> set[tuple[str, str]]:
    return {(code.format.name, code.text) for code in zxingcpp.read_barcodes(printed(pdf, page))}


class TestTheLabel:
    @pytest.mark.parametrize("script", SENDERS)
    def test_is_read_by_people_and_scanners(self, script: str) -> None:
        sender = SENDERS[script]

        pdf = label_pdf(an_order(route=Route(sender, SHOP)), TRACKING)

        (label,) = texts(pdf)
        assert all(line in label for line in (*sender.lines, *SHOP.lines, TRACKING))
        assert codes(pdf) == {("Code128", "R-2026-000123"), ("QRCode", "R-2026-000123")}

    def test_keeps_a_long_order_number_out_of_the_code(self) -> None:
        pdf = label_pdf(an_order(order_number="MARKETPLACE-EU-WEST/2026-11/0000123456"), TRACKING)

        assert len(codes(pdf)) == 2
        assert "MARKETPLACE-EU-WEST/2026-11/0000123456" in texts(pdf)[0]


class TestThePackingSlip:
    def test_says_why_in_the_shopper_s_and_the_warehouse_s_language(self) -> None:
        order = an_order(an_item(sku="GA-M", reason=ReturnReason.TOO_SMALL))

        (slip,) = texts(slips_pdf([order]))
        (for_french_warehouse,) = texts(slips_pdf([order], warehouse="fr"))

        assert "Trop petit / Too small" in slip
        assert "GA-M" in slip
        assert "Trop petit" in for_french_warehouse
        assert "Too small" not in for_french_warehouse

    @pytest.mark.parametrize("reason", COMMON_REASONS)
    def test_knows_every_reason(self, reason: ReturnReason) -> None:
        (slip,) = texts(slips_pdf([an_order(an_item(reason=reason))]))

        assert " / " in slip

    def test_repeats_the_shopper_s_words_in_their_script(self) -> None:
        (slip,) = texts(slips_pdf([an_order(an_item(message="Слишком\nмало 小さい"))]))

        assert "“Слишком мало 小さい”" in slip

    def test_counts_the_units(self) -> None:
        (slip,) = texts(slips_pdf([an_order(an_item(quantity=2), an_item(quantity=3))]))

        assert "Articles dans ce colis : 5" in slip

    def test_is_scanned_where_the_label_was_torn(self) -> None:
        assert codes(slips_pdf([an_order()])) == {("QRCode", "R-2026-000123")}

    def test_numbers_its_pages_and_loses_no_item(self) -> None:
        names = [f"Article {number:02}" for number in range(40)]
        items = [
            an_item(name, sku=f"SKU-{name[-2:]}", reason=ReturnReason.LATE, message="mot " * 40)
            for name in names
        ]

        slips = texts(slips_pdf([an_order(*items)]))

        assert [name for slip in slips for name in names if f"1 × {name}" in slip] == names
        for number, slip in enumerate(slips, 1):
            assert f"R-2026-000123 · Page {number} sur {len(slips)}" in slip
            assert slip.count("…") == slip.count("1 × Article")

    def test_does_not_number_a_single_page(self) -> None:
        assert "Page" not in texts(slips_pdf([an_order()]))[0]

    def test_shortens_what_goes_on_and_on(self) -> None:
        slips = texts(slips_pdf([an_order(an_item("nom " * 400, message="mot " * 400))]))

        assert len(slips) == 1
        assert slips[0].count("…") == 2


class TestABatchOfSlips:
    def test_holds_each_slip_in_its_own_language_and_counts_its_own_pages(self) -> None:
        many = [an_item(f"Article {number}") for number in range(20)]
        orders = [
            an_order(),
            an_order(*many, number="R-2026-000124"),
            an_order(number="R-2026-000125", language="EN"),
        ]

        first, *second, third = texts(slips_pdf(orders))

        assert "Bordereau de retour" in first
        assert "Return slip" in third
        assert [
            f"R-2026-000124 · Page {at} sur 2" in page for at, page in enumerate(second, 1)
        ] == [
            True,
            True,
        ]

    def test_holds_every_script_at_once(self) -> None:
        orders = [an_order(route=Route(sender, SHOP)) for sender in SENDERS.values()]

        slips = texts(slips_pdf(orders))

        for sender, slip in zip(SENDERS.values(), slips, strict=True):
            assert sender.name in slip

    def test_shapes_only_the_slips_that_need_it(self) -> None:
        arabic = an_order(route=Route(replace(SENDER, first_name="ليلى", last_name="حسن"), SHOP))

        alone, among = slips_pdf([arabic]), slips_pdf([an_order(), arabic, an_order()])

        assert printed(among, 1).tobytes() == printed(alone).tobytes()
        assert printed(among, 0).tobytes() == printed(slips_pdf([an_order()])).tobytes()
        assert printed(among, 2).tobytes() == printed(among, 0).tobytes()


class TestOurPapers:
    @pytest.mark.parametrize("script", SENDERS)
    def test_are_the_same_file_for_the_same_order(self, script: str) -> None:
        order = an_order(an_item(message="小さい"), route=Route(SENDERS[script], SHOP))

        assert label_and_slip_pdf(order, TRACKING) == label_and_slip_pdf(order, TRACKING)

    def test_fit_on_one_sheet_of_a4(self) -> None:
        pdf = on_a4(label_and_slip_pdf(an_order(), TRACKING))

        assert millimetres(pdf) == [(210, 297)]
        assert codes(pdf) == {("Code128", "R-2026-000123"), ("QRCode", "R-2026-000123")}

    def test_tell_the_log_how_much_cannot_be_drawn(self) -> None:
        sender = replace(SENDER, first_name="สมชาย")
        with structlog.testing.capture_logs() as logs:
            label_pdf(an_order(route=Route(sender, SHOP)), TRACKING)

        assert logs == [{"event": "label_glyphs_missing", "count": 5, "log_level": "warning"}]
