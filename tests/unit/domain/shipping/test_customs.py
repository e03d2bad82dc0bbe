from dataclasses import replace

import pytest

from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.shipping.customs import (
    INVOICE,
    crosses_customs,
    missing_for_customs,
)
from saleor_returns_app.domain.shipping.errors import Place
from saleor_returns_app.domain.shipping.shipments import (
    CustomsFacts,
    ParcelItem,
    ParcelSpec,
    Route,
    ShipmentOrder,
)

PARIS = Address(city="Paris", postal_code="75001", country="FR")
BERN = Address(city="Bern", postal_code="3000", country="CH")
ITEM = ParcelItem("Tee", 1, Money(1990, "EUR"), "TEE-1", 200, hs_code="6109.10", origin="PT")
ORDER = ShipmentOrder(
    reference="R-2026-000001/1",
    return_number="R-2026-000001",
    order_number="1042",
    route=Route(BERN, PARIS),
    parcel=ParcelSpec((ITEM,), 200),
    option_code="x",
    customs=CustomsFacts("INV-7"),
)


def at(country: str, postal_code: str = "") -> Address:
    return Address(country=country, postal_code=postal_code)


class TestCrossesCustoms:
    @pytest.mark.parametrize(
        ("sender", "recipient", "crosses"),
        [
            (at("DE", "10115"), PARIS, False),
            (at("MC"), PARIS, False),
            (at("CH"), PARIS, True),
            (at("GB", "SW1A 1AA"), PARIS, True),
            (at("GB", "BT1 1AA"), PARIS, False),
            (at("GB", "bt1 1aa"), at("GB", "SW1A 1AA"), False),
            (at("ES", "35001"), PARIS, True),
            (at("ES", "28001"), PARIS, False),
            (at("FR", "97400"), PARIS, True),
            (at("RE", "97400"), PARIS, True),
            (at("DE", "27498"), at("DE", "10115"), True),
            (at("DE", "27498"), at("DE", "27498"), False),
            (at("LI"), at("CH"), False),
            (at("US"), at("US"), False),
            (at("US"), at("CA"), True),
        ],
    )
    def test_where_the_areas_of_both_ends_share_nothing(
        self, sender: Address, recipient: Address, crosses: bool
    ) -> None:
        assert crosses_customs(Route(sender, recipient)) is crosses
        assert crosses_customs(Route(recipient, sender)) is crosses


class TestMissingForCustoms:
    def test_is_nothing_within_the_union(self) -> None:
        bare = replace(ITEM, hs_code="", origin="", weight_grams=None)
        order = replace(ORDER, route=Route(at("DE", "10115"), PARIS), customs=None)

        assert missing_for_customs(replace(order, parcel=ParcelSpec((bare,), 1))) == ()

    def test_is_nothing_where_all_is_known(self) -> None:
        assert missing_for_customs(ORDER) == ()

    def test_names_the_thing_and_what_it_lacks(self) -> None:
        bare = replace(ITEM, hs_code="", origin="", weight_grams=None)
        order = replace(ORDER, parcel=ParcelSpec((ITEM, bare), 1), customs=None)

        assert missing_for_customs(order) == (
            Place(INVOICE, "invoice_number"),
            Place("TEE-1", "hs_code"),
            Place("TEE-1", "origin"),
            Place("TEE-1", "weight"),
        )

    @pytest.mark.parametrize("code", ["12", "cotton", "6109.10.00.00.00.00"])
    def test_names_a_code_that_is_none(self, code: str) -> None:
        order = replace(ORDER, parcel=ParcelSpec((replace(ITEM, hs_code=code),), 1))

        assert missing_for_customs(order) == (Place("TEE-1", "hs_code"),)
