"""`saleor-returns policy explain`, on a machine without a database."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from saleor_returns_app.adapters.order_files import OrderFileInvalid, order_in, order_text
from saleor_returns_app.cli import cli
from tests.support.builders import a_line, an_order

RECORDED = Path(__file__).parents[1] / "support/recordings/graphql/017-order.json"
POLICY = {
    "format": 2,
    "defaults": {
        "window": {"days": 30, "from": "fulfilled"},
        "fee": {"amounts": [{"amount": "5.00", "currency": "EUR"}]},
    },
    "rules": [
        {
            "id": "no-tee",
            "name": "No tees",
            "when": {"fact": "item.sku", "is": "TEE-M"},
            "then": {"refuse_item": {"message": {"en": "No."}}},
        }
    ],
}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    file = tmp_path / "policy.json"
    file.write_text(json.dumps(POLICY))
    return file


@pytest.fixture
def order(tmp_path: Path) -> Path:
    file = tmp_path / "order.json"
    file.write_text(order_text(an_order(a_line("tee"), a_line("mug"), country="US")))
    return file


def explain(policy: Path, order: Path, *more: str) -> Result:
    words = ["policy", "explain", str(policy), "--order", str(order), "--at", "2026-11-20", *more]
    return CliRunner().invoke(cli, words)


class TestExplaining:
    def test_tells_what_may_come_back_and_why_not(self, policy: Path, order: Path) -> None:
        told = explain(policy, order)

        assert told.exit_code == 0
        assert "refused: product_refused: No tees" in told.stdout
        assert "rule no-tee “No tees” refused" in told.stdout
        assert "refund by drop_off; fee 5.00 EUR" in told.stdout

    def test_ends_with_one_when_what_was_chosen_may_not(self, policy: Path, order: Path) -> None:
        told = explain(policy, order, "--lines", "TEE-M:1:too_small")

        assert told.exit_code == 1
        assert "not possible: product_refused" in told.stdout

    def test_gives_the_decision_as_json(self, policy: Path, order: Path) -> None:
        told = explain(policy, order, "--lines", "MUG-M", "--json")

        assert told.exit_code == 0
        decision = json.loads(told.stdout)
        assert [len(line["refusals"]) for line in decision["lines"]] == [1, 0]
        assert decision["trace"][0]["rule_id"] == "no-tee"

    def test_reads_a_recorded_answer_of_saleor(self, policy: Path) -> None:
        told = explain(policy, RECORDED)

        assert told.exit_code == 0
        assert "LAB-TEE-M" in told.stdout

    @pytest.mark.parametrize(
        "lines", ["CAP", "TEE-M:none", "TEE-M:0", "TEE-M:1:boredom", "TEE-M:-1"]
    )
    def test_ends_with_two_for_a_choice_that_cannot_be(
        self, policy: Path, order: Path, lines: str
    ) -> None:
        assert explain(policy, order, "--lines", lines).exit_code == 2

    @pytest.mark.parametrize(
        "text", ["", "[]", "{}", "nothing", '{"data": {"order": null}}', "[" * 100_000, "\ud800"]
    )
    def test_ends_with_two_for_what_is_no_order(
        self, policy: Path, tmp_path: Path, text: str
    ) -> None:
        file = tmp_path / "broken.json"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))

        assert explain(policy, file).exit_code == 2

    def test_ends_with_two_for_what_is_no_policy(self, order: Path, tmp_path: Path) -> None:
        file = tmp_path / "broken.json"
        file.write_text('{"format": 3}')

        assert explain(file, order).exit_code == 2


class TestAnOrderFile:
    def test_holds_all_of_an_order(self) -> None:
        order = an_order(a_line("tee"), a_line("mug"))

        again = order_in(order_text(order).encode())

        assert (again.snapshot, again.shipments) == (order.snapshot, order.shipments)

    def test_with_a_part_missing_is_refused(self) -> None:
        words = json.loads(order_text(an_order()))
        del words["snapshot"]["currency"]

        with pytest.raises(OrderFileInvalid):
            order_in(json.dumps(words).encode())
