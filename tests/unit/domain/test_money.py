from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_returns_app.domain.errors import CurrencyMismatch, MoneyInvalid
from saleor_returns_app.domain.money import Money, digits_of, share, total


class TestReadingAnAmount:
    @pytest.mark.parametrize(
        ("text", "currency", "minor"),
        [
            ("32.73", "EUR", 3273),
            ("12", "EUR", 1200),
            ("1200", "JPY", 1200),
            ("1.234", "KWD", 1234),
        ],
    )
    def test_counts_minor_units(self, text: str, currency: str, minor: int) -> None:
        assert Money.from_decimal(text, currency) == Money(minor, currency)

    @pytest.mark.parametrize(
        ("text", "currency"), [("1.239", "EUR"), ("0.5", "JPY"), ("NaN", "EUR")]
    )
    def test_refuses_what_the_currency_cannot_hold(self, text: str, currency: str) -> None:
        with pytest.raises(MoneyInvalid):
            Money.from_decimal(text, currency)

    @given(st.integers(-(10**15), 10**15), st.sampled_from(["EUR", "JPY", "KWD", "USD"]))
    def test_comes_back_as_it_was(self, minor: int, currency: str) -> None:
        amount = Money(minor, currency)

        assert Money.from_decimal(amount.decimal, currency) == amount
        assert amount.decimal.as_tuple().exponent == -digits_of(currency)


class TestAdding:
    def test_adds_up_amounts_of_one_currency(self) -> None:
        assert total([Money(3273, "EUR"), Money(600, "EUR"), Money(-500, "EUR")], "EUR") == Money(
            3373, "EUR"
        )

    def test_nothing_adds_up_to_zero(self) -> None:
        assert total([], "JPY") == Money(0, "JPY")

    def test_never_adds_two_currencies(self) -> None:
        with pytest.raises(CurrencyMismatch):
            Money(1, "EUR") + Money(1, "USD")

    def test_never_compares_two_currencies(self) -> None:
        with pytest.raises(CurrencyMismatch):
            assert Money(1, "EUR") < Money(2, "USD")

    def test_prints_exactly(self) -> None:
        assert str(Money(5, "EUR")) == "0.05 EUR"
        assert Money(3373, "EUR").decimal == Decimal("33.73")


class TestSharingAWhole:
    def test_thirds_of_ten_cents_are_three_four_three(self) -> None:
        whole = Money(10, "EUR")

        assert [share(whole, 3, taken, 1).minor for taken in range(3)] == [3, 4, 3]

    @given(
        st.integers(0, 10**12),
        st.lists(st.integers(0, 60), min_size=1, max_size=20).filter(lambda cuts: sum(cuts) > 0),
    )
    def test_however_it_is_cut_the_shares_add_up(self, minor: int, cuts: list[int]) -> None:
        whole, parts = Money(minor, "EUR"), sum(cuts)
        taken, given_back = 0, 0
        for cut in cuts:
            given_back += share(whole, parts, taken, cut).minor
            taken += cut

        assert given_back == minor
