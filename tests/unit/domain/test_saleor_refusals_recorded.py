"""Whatever a real Saleor refused in the recordings, a merchant is told what to do about it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from saleor_returns_app.adapters.saleor.refusals import refusal_in, refusal_of_mutation
from saleor_returns_app.domain.errors import ReturnsError
from saleor_returns_app.domain.saleor_refusals import SENTENCES, in_words
from tests.support.shared import shared_path

SERIES = ("saleor-3.21", "saleor-3.22", "saleor-3.23", "saleor-main-3.24a")
# Before there were reasons to refer to, Saleor took this one.
TAKEN = {("saleor-3.21", "grant-error-staff-user-without-reason-reference")}


def errors_in(series: str) -> Iterator[tuple[str, dict[str, Any]]]:
    folder: Path = shared_path("saleor", "recordings", series, "graphql")
    for path in sorted(folder.glob("*-error*.json")):
        name = path.stem.split("-", 1)[1]
        if (series, name) not in TAKEN:
            yield name, json.loads(json.loads(path.read_text())["response"]["body"])


def refusal_of(answer: dict[str, Any]) -> ReturnsError:
    if answer.get("errors"):
        return refusal_in(answer["errors"])
    act, words = next(iter(answer["data"].items()))
    return refusal_of_mutation(words["errors"][0], act)


@pytest.mark.parametrize("series", SERIES)
class TestARecordedError:
    def test_is_a_sentence_that_a_merchant_can_act_on(self, series: str) -> None:
        answers = list(errors_in(series))
        unspoken = {
            name: (str(refusal), refusal.facts)
            for name, answer in answers
            for refusal in [refusal_of(answer)]
            if in_words(refusal) not in SENTENCES.values()
        }

        assert len(answers) >= 35
        assert unspoken == {}


class TestSentences:
    def test_tell_acts_with_one_code_apart(self) -> None:
        error = {"code": "INVALID", "field": "amount", "message": "x"}

        said = {
            in_words(refusal_of_mutation(error, act))
            for act in ("giftCardBalanceAdjust", "orderGrantRefundUpdate")
        }

        assert len(said & set(SENTENCES.values())) == 2

    def test_name_what_is_wrong_with_a_line(self) -> None:
        error = {"code": "INVALID", "field": "lines", "message": "x"}
        full = error | {"lines": [{"code": "QUANTITY_GREATER_THAN_AVAILABLE"}]}

        assert in_words(refusal_of_mutation(full)) != in_words(refusal_of_mutation(error))
        assert "Other granted refunds" in in_words(refusal_of_mutation(full))
