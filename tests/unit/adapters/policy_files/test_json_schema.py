import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from jsonschema import Draft202012Validator

from saleor_returns_app.adapters.policy_files import policy_schema, policy_words
from saleor_returns_app.domain.policy.document import PolicyDocument
from tests.support.policies import documents, everything
from tests.unit.adapters.policy_files.test_reading import CASES, changed

BEYOND_A_SCHEMA = {
    "bad_language",
    "bad_time_zone",
    "id_twice",
    "low_above_high",
    "too_many_digits",
    "two_currencies",
    "unknown_address",
}

BEYOND = [
    ("rules/0/name", "empty"),
    ("rules/0/then/fee", "bad_percent"),
    ("defaults/window", "not_a_number"),
]
REFUSED = [
    (place, value)
    for place, value, _path, code in CASES
    if code not in BEYOND_A_SCHEMA and (place, code) not in BEYOND
]
VALIDATOR = Draft202012Validator(policy_schema())


def is_valid(words: object) -> bool:
    return bool(VALIDATOR.is_valid(json.loads(json.dumps(words))))


class TestTheSchemaOfPolicyFiles:
    def test_is_one(self) -> None:
        Draft202012Validator.check_schema(policy_schema())

    def test_takes_what_says_everything(self) -> None:
        assert is_valid(everything())
        assert is_valid({"format": 2})
        assert not is_valid({})

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(documents())
    def test_takes_every_policy(self, document: PolicyDocument) -> None:
        assert is_valid(policy_words(document))

    @pytest.mark.parametrize(("place", "value"), REFUSED)
    def test_refuses_what_the_check_refuses(self, place: str, value: Any) -> None:
        assert not is_valid(changed(place, value))
