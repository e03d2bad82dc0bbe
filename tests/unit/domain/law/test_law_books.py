import tomllib
from datetime import date
from importlib.resources import files
from typing import Any
from zoneinfo import available_timezones

import pytest

from saleor_returns_app.domain.law import (
    CountryLaw,
    Exclusion,
    Fact,
    RefundClock,
    ReturnCost,
    countries_with_law,
    law_of,
)
from saleor_returns_app.domain.law.days_off import is_day_off

EU = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
}
EEA = {"IS", "LI", "NO"}
TERRITORIES = {"AX": "FI", "GF": "FR", "GP": "FR", "MF": "FR", "MQ": "FR", "RE": "FR", "YT": "FR"}
ALL = countries_with_law()
GROUNDS = {
    "service_performed",
    "price_fluctuates",
    "made_to_order",
    "perishable",
    "sealed_hygiene",
    "mixed",
    "alcohol_later",
    "urgent_repair",
    "sealed_media",
    "newspaper",
    "public_auction",
    "leisure_on_date",
    "digital_begun",
}


def the_law_of(country: str) -> CountryLaw:
    law = law_of(country)
    assert law is not None
    return law


def book(name: str) -> dict[str, Any]:
    text = files("saleor_returns_app.domain.law").joinpath("data", f"{name}.toml").read_text()
    return tomllib.loads(text)


class TestTheCountries:
    def test_are_those_of_the_eu_the_eea_and_the_united_kingdom(self) -> None:
        assert set(ALL) == EU | EEA | {"GB"} | set(TERRITORIES)
        assert len(EU) == 27

    @pytest.mark.parametrize(
        "country", ["US", "CH", "TR", "BR", "CN", "KR", "JP", "GG", "", "\ud800"]
    )
    def test_are_no_others(self, country: str) -> None:
        assert law_of(country) is None

    def test_are_found_in_small_letters_too(self) -> None:
        assert law_of("fr") is law_of("FR")

    @pytest.mark.parametrize(("territory", "country"), TERRITORIES.items())
    def test_lend_their_law_to_their_territories(self, territory: str, country: str) -> None:
        here, there = the_law_of(territory), the_law_of(country)

        assert here.facts == there.facts
        assert here.country == territory
        assert not set(here.zones) & set(there.zones)


@pytest.mark.parametrize("country", ALL)
class TestEveryCountry:
    def test_has_a_source_for_every_fact(self, country: str) -> None:
        law = the_law_of(country)

        assert len(law.facts) == 14
        known: list[Fact[Any] | Exclusion] = [*law.facts.values(), *law.exclusions.values()]
        for fact in known:
            assert fact.source.startswith("https://")
            assert date(2026, 11, 1) <= fact.read
            assert fact.article or not fact.is_checked
        assert all(len(fact.says) > 20 for fact in law.facts.values())

    def test_has_values_that_can_be_law(self, country: str) -> None:
        law = the_law_of(country)

        assert law.withdrawal_days.value >= 14
        assert law.not_informed_months.value >= 12
        assert law.refund_days.value <= 14
        assert law.guarantee_years.value >= 2
        assert law.presumption_months.value in {6, 12, 24}
        assert law.return_cost.value is ReturnCost.CONSUMER_IF_INFORMED

    def test_has_every_exclusion_and_what_must_be_recorded(self, country: str) -> None:
        law = the_law_of(country)

        assert set(law.exclusions) == GROUNDS
        assert len({one.article for one in law.exclusions.values()}) == len(GROUNDS)
        assert all(one.record and one.when for one in law.exclusions.values())

    def test_has_zones_that_exist(self, country: str) -> None:
        zones = the_law_of(country).zones

        assert zones
        assert set(zones) <= available_timezones()

    def test_has_a_calendar(self, country: str) -> None:
        rule = the_law_of(country).days_off

        assert is_day_off(date(2030, 12, 25), rule)
        assert is_day_off(date(2030, 1, 1), rule)
        assert not is_day_off(date(2030, 11, 13), rule)


class TestTheBooks:
    @pytest.mark.parametrize("name", ["eu", "uk"])
    def test_hold_no_fact_that_nobody_reads(self, name: str) -> None:
        assert set(book(name)) == {"facts", "exclusions"}
        assert set(book(name)["facts"]) == set(the_law_of("FR").facts)

    def test_hold_no_fact_of_a_country_that_nobody_reads(self) -> None:
        known = set(the_law_of("FR").facts)

        for entry in book("countries").values():
            assert set(entry) <= {"regime", "zones", "checked", "days_off", "facts"}
            assert set(entry.get("facts", {})) <= known
            assert set(entry.get("days_off", {})) <= {"kinds", "parts"}

    def test_mark_what_rests_on_general_knowledge(self) -> None:
        norway = the_law_of("NO")

        assert not any(fact.is_checked for fact in norway.facts.values())
        assert not any(one.is_checked for one in norway.exclusions.values())
        assert the_law_of("DE").withdrawal_days.is_checked
        assert not the_law_of("DE").guarantee_years.is_checked

    def test_let_a_country_give_more_than_the_directive(self) -> None:
        assert the_law_of("DE").guarantee_years.value == 2
        assert the_law_of("ES").guarantee_years.value == 3
        assert the_law_of("ES").presumption_months.value == 24

    def test_know_what_is_different_in_the_united_kingdom(self) -> None:
        here, there = the_law_of("GB"), the_law_of("IE")

        assert here.refund_clock.value is RefundClock.GOODS_BACK_OR_SENT
        assert there.refund_clock.value is RefundClock.STATEMENT
        assert (here.reject_days.value, there.reject_days.value) == (30, 0)

    def test_cite_the_letter_of_an_exclusion(self) -> None:
        sealed = the_law_of("IT").exclusion("sealed_hygiene")

        assert sealed is not None
        assert sealed.article == "Directive 2011/83/EU, Article 16(e)"
        assert the_law_of("IT").exclusion("final_sale") is None
