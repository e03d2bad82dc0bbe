"""Sentences that say why."""

from collections.abc import Iterator

import pytest
from flask import Flask

from saleor_returns_app.domain.policy.decision import Because, Cause
from saleor_returns_app.domain.policy.document import Texts
from saleor_returns_app.domain.policy.explaining import RefusalCode, Why
from saleor_returns_app.web.languages import speak_languages
from saleor_returns_app.web.reasons import because_sentence, because_source, percent

FACTS = {"days": "30", "last_day": "2026-03-16", "from": "delivered"}


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    app = Flask("saleor_returns_app")
    speak_languages(app)
    with app.test_request_context(f"/?lang={request.param}"):
        yield request.param


class TestASentence:
    @pytest.mark.parametrize("code", [*RefusalCode, *Why])
    def test_is_whole_for_every_code(self, language: str, code: str) -> None:
        for facts in (FACTS, {"days": "30"}) if code in set(Why) else (FACTS,):
            sentence = because_sentence(Because(code, Cause.FACT, 1, facts=facts))

            assert sentence.endswith(".")
            assert "%" not in sentence
            assert "2026-03-16" not in sentence

    def test_differs_from_code_to_code(self, language: str) -> None:
        codes = [*RefusalCode, *Why]

        said = {because_sentence(Because(code, Cause.FACT, 1, facts=FACTS)) for code in codes}

        assert len(said) == len(codes)

    def test_is_the_merchants_own_where_there_is_one(self, language: str) -> None:
        own = Texts({"en": "Earrings stay.", "fr-FR": "Les boucles restent.", "fr": "Non."})
        because = Because(RefusalCode.PRODUCT_REFUSED, Cause.RULE, 1, message=own)

        assert because_sentence(because) == {"en": "Earrings stay.", "fr": "Non."}[language]

    def test_falls_back_to_a_language_that_there_is(self, language: str) -> None:
        because = Because(
            RefusalCode.PRODUCT_REFUSED, Cause.RULE, 1, message=Texts({"de": "Nein."})
        )

        assert because_sentence(because) == "Nein."


class TestWhatDecided:
    def test_is_named_for_the_merchant(self, language: str) -> None:
        rule = Because("fee", Cause.RULE, 1, rule_id="de", rule_name="Germany pays 2 €")
        law = Because("withdrawal", Cause.LAW, 1, article="Article 9")

        assert because_source(rule).endswith("Germany pays 2 €")
        assert because_source(law).endswith("Article 9")
        assert because_source(Because("fee", Cause.DEFAULT, 1))


class TestARate:
    @pytest.mark.parametrize(("rate", "written"), [(0, "0"), (250, "2.5"), (10_000, "100")])
    def test_is_a_plain_decimal(self, rate: int, written: str) -> None:
        assert percent(rate) == written
