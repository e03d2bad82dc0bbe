"""Words for codes, amounts and days."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

import pytest
from flask import Flask

from saleor_returns_app.domain.case_events import ActorKind, EventKind
from saleor_returns_app.domain.messages import MessageKind
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod, ReturnReason
from saleor_returns_app.domain.refund_breakdown import PartKind
from saleor_returns_app.domain.return_request import Door
from saleor_returns_app.domain.return_states import MoneyStatus, ParcelStatus, ReturnStatus, Tab
from saleor_returns_app.web import words
from saleor_returns_app.web.languages import speak_languages

LABELS: list[tuple[type[StrEnum], Callable[[Any], str]]] = [
    (ReturnReason, words.reason_label),
    (Outcome, words.outcome_label),
    (ReturnMethod, words.method_label),
    (ReturnStatus, words.status_label),
    (ParcelStatus, words.parcel_label),
    (MoneyStatus, words.money_label),
    (Tab, words.tab_label),
    (EventKind, words.event_label),
    (PartKind, words.part_label),
    (MessageKind, words.message_label),
    (Door, words.door_label),
    (ActorKind, words.actor_label),
]


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    app = Flask("saleor_returns_app")
    speak_languages(app)
    with app.test_request_context(f"/?lang={request.param}"):
        yield request.param


class TestEveryCode:
    def test_has_words(self, language: str) -> None:
        for codes, label in LABELS:
            assert all(label(code) for code in codes), codes

    def test_has_words_of_its_own_in_each_language(self, language: str) -> None:
        said = {words.status_label(status) for status in ReturnStatus}

        assert len(said) == len(ReturnStatus)
        assert ("Annulé" in said) is (language == "fr")


class TestAmountsAndDays:
    @pytest.mark.parametrize(
        ("money", "english", "french"),
        [
            (Money(3373, "EUR"), "€33.73", "33,73 €"),
            (Money(1200, "JPY"), "¥1,200", "1 200 JPY"),
            (Money(1500, "KWD"), "KWD1.500", "1,500 KWD"),
        ],
    )
    def test_are_written_as_the_reader_is_used_to(
        self, language: str, money: Money, english: str, french: str
    ) -> None:
        written = " ".join(words.format_money(money).split())

        assert written == (english if language == "en" else french)

    def test_are_told_in_the_zone_of_the_shop(self, language: str) -> None:
        moment = datetime(2026, 3, 16, 23, 30, tzinfo=UTC)

        written = words.format_moment(moment, "Europe/Paris").replace("\u202f", " ")

        expected = {"en": "Mar 17, 2026, 12:30 AM", "fr": "17 mars 2026, 00:30"}
        assert written == expected[language]
        assert words.format_day(date(2026, 3, 1))[-4:] == "2026"
