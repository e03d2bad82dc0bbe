"""The examples in the merchants' documentation are right, and none is missing."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from saleor_returns_app.adapters.policy_files import document_from, document_of, limits
from saleor_returns_app.adapters.policy_files.document import PolicySchema
from saleor_returns_app.adapters.policy_files.settings import ThenSchema
from saleor_returns_app.domain.policy.conditions import FactName, Operator
from saleor_returns_app.domain.policy.linting import lint
from saleor_returns_app.domain.policy.terms import ReturnMethod

TEXT = (Path(__file__).parents[4] / "docs" / "policies.md").read_text(encoding="utf-8")
EXAMPLES: list[dict[str, Any]] = [json.loads(one) for one in re.findall(r"`(\{\".*?\})`", TEXT)]
CONDITIONS = [one for one in EXAMPLES if one.keys() & {"fact", "all"}]
ACTIONS = [one for one in EXAMPLES if one not in CONDITIONS]


def with_rule(**rule: object) -> dict[str, object]:
    return {"format": 2, "rules": [{"id": "a", "name": "A", **rule}]}


class TestTheDocumentation:
    def test_begins_with_a_sound_policy(self) -> None:
        (whole,) = re.findall(r"```json\n(.*?)```", TEXT, flags=re.S)

        assert lint(document_from(whole)) == []

    @pytest.mark.parametrize("example", CONDITIONS, ids=json.dumps)
    def test_has_right_conditions(self, example: dict[str, Any]) -> None:
        assert document_of(with_rule(when=example, then={"photo": True})).rules

    @pytest.mark.parametrize("example", ACTIONS, ids=json.dumps)
    def test_has_right_actions(self, example: dict[str, Any]) -> None:
        assert document_of(with_rule(then=example)).rules

    def test_leaves_nothing_out(self) -> None:
        assert {one["fact"] for one in CONDITIONS if "fact" in one} == set(FactName)
        fields = {field.data_key or name for name, field in ThenSchema().fields.items()}
        assert {name for one in ACTIONS for name in one} == fields
        words = set(re.findall(r"`(\w+)`", TEXT))
        assert words >= {*Operator, *ReturnMethod, *PolicySchema().fields}

    def test_tells_the_limits(self) -> None:
        for limit in (
            f"{limits.MOST_BYTES // 1024} KiB",
            f"{limits.MOST_RULES} rules",
            f"{limits.MOST_ADDRESSES} addresses",
            f"{limits.MOST_LANGUAGES} languages",
            f"{limits.MOST_NESTING} deep",
            f"{limits.MOST_PARTS} in one group",
            f"{limits.MOST_OPERANDS:,}",
            f"{limits.LONGEST_NAME} characters",
            f"messages {limits.LONGEST_MESSAGE:,}",
        ):
            assert limit in TEXT, limit
