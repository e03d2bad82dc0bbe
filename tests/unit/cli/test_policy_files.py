import json
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from saleor_returns_app.cli import cli
from tests.support.policies import everything

SOUND: dict[str, Any] = {"format": 2, "rules": []}
GERMANY = {"fact": "order.country", "is": "DE"}
JAPAN = {"fact": "order.country", "is": "JP"}


def a_rule(id: str = "a", **changes: object) -> dict[str, object]:
    return {"id": id, "name": "Germany", "then": {"photo": True}, **changes}


Write = Callable[[object], str]


@pytest.fixture
def written(tmp_path: Path) -> Write:
    def write(words: object) -> str:
        file = tmp_path / f"{len(list(tmp_path.iterdir()))}.json"
        file.write_text(words if isinstance(words, str) else json.dumps(words), encoding="utf-8")
        return str(file)

    return write


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["policy", *arguments])


class TestLint:
    def test_ends_well_for_a_sound_policy(self, written: Write) -> None:
        done = run("lint", written(SOUND), "--strict")

        assert (done.exit_code, "sound" in done.output) == (0, True)

    def test_names_faults_with_their_places(self, written: Write) -> None:
        file = written(SOUND | {"defaults": {"window": {"days": 7}}, "surprise": 1})
        done = run("lint", file)

        assert done.exit_code == 2
        assert done.output.splitlines() == [
            f"{file}: defaults.window.days: error: "
            "Law gives consumers 14 days; a window cannot be shorter.",
            f"{file}: surprise: error: There is no field of this name here.",
        ]

    def test_fails_for_a_rule_that_can_never_fire(self, written: Write) -> None:
        file = written(SOUND | {"rules": [a_rule(when={"all": [GERMANY, JAPAN]})]})
        done = run("lint", file, "--language", "fr")

        assert done.exit_code == 2
        assert done.output == (
            f"{file}: rules[0].when: error: Cette règle ne peut jamais s’appliquer : "
            "sa condition se contredit. [a]\n"
        )

    def test_fails_for_a_warning_only_when_asked_to(self, written: Write) -> None:
        fee = {"fee": {"percent": "5"}}
        file = written(SOUND | {"rules": [a_rule(when=GERMANY, then=fee)]})

        assert run("lint", file).exit_code == 0
        assert run("lint", file, "--strict").exit_code == 1
        assert "warning: A fee in percent" in run("lint", file).output
        elsewhere = written(SOUND | {"rules": [a_rule(when=JAPAN, then=fee)]})
        assert run("lint", elsewhere, "--strict").exit_code == 0

    def test_speaks_to_programs(self, written: Write) -> None:
        file = written(SOUND | {"rules": [a_rule(when={"all": [GERMANY, JAPAN]})]})
        done = run("lint", file, "--json")
        broken = run("lint", written("{"), "--json")

        (finding,) = json.loads(done.output)["findings"]
        assert (finding["code"], finding["rule_id"]) == ("never_fires", "a")
        (fault,) = json.loads(broken.output)["findings"]
        assert (broken.exit_code, fault["code"], fault["severity"]) == (2, "not_json", "error")


class TestTheDemoPolicy:
    def test_is_sound_and_canonical(self) -> None:
        with as_file(files("saleor_returns_app.cli").joinpath("demo_policy.json")) as file:
            assert run("lint", str(file)).exit_code == 0
            assert run("format", str(file)).output == file.read_text(encoding="utf-8")


class TestFormat:
    def test_writes_the_same_text_for_the_same_policy(self, written: Write) -> None:
        once = run("format", written(everything())).output

        assert run("format", written(once)).output == once

    def test_brings_a_flat_policy_to_format_2(self, written: Write) -> None:
        fees = [{"country": "DE", "amount": "2.00", "currency": "EUR"}]
        file = written({"window_days": 60, "fees": fees})

        assert run("format", file, "--write").output == ""

        words = json.loads(Path(file).read_text(encoding="utf-8"))
        assert (words["format"], words["defaults"]["window"]["days"]) == (2, 60)
        assert words["rules"][0]["when"] == GERMANY

    def test_leaves_a_faulty_file_alone(self, written: Write) -> None:
        file = written({"format": 3})
        done = run("format", file, "--write")

        assert done.exit_code == 2
        assert json.loads(Path(file).read_text(encoding="utf-8")) == {"format": 3}


class TestDiff:
    def test_says_what_changed(self, written: Write) -> None:
        before = written(SOUND | {"rules": [a_rule(when=GERMANY)]})
        after = written(SOUND | {"rules": [a_rule(when=JAPAN)]})

        assert run("diff", before, after).output == (
            "Rule “Germany” fired: When the order goes to Germany. "
            "Now: When the order goes to Japan\n"
        )
        assert run("diff", before, before).output == ""


class TestSchema:
    def test_is_printed(self) -> None:
        assert json.loads(run("schema").output)["title"] == "Return policy"
