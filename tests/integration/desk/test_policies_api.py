from typing import Any

import pytest
from werkzeug.test import TestResponse

from saleor_returns_app.use_cases.installing.authenticate_staff import MANAGE_ORDERS
from tests.integration.desk.conftest import API, Desk
from tests.support.sandbox import a_line

POLICIES = f"{API}/policies"
FREE_FOR_GERMANS = {
    "id": "fee-de",
    "name": "Germany is free",
    "when": {"fact": "order.country", "is": "DE"},
    "then": {"fee": "free"},
}
NEVER = {
    "id": "never",
    "name": "Never",
    "when": {"all": [{"fact": "order.country", "is": "DE"}, {"fact": "order.country", "is": "AT"}]},
    "then": {"fee": "free"},
}
NO_SCARVES = {
    "id": "no-scarves",
    "name": "No scarves",
    "when": {"fact": "order.country", "is": "US"},
    "then": {"refuse_item": {"message": {"en": "Scarves stay."}}},
}


def begin(desk: Desk, name: str = "Spring", **more: object) -> dict[str, Any]:
    """Begin a draft."""
    answer = desk.post(f"{POLICIES}/drafts", {"name": name, **more})
    assert answer.status_code == 201, answer.get_json()
    draft: dict[str, Any] = answer.get_json()
    return draft


def put(desk: Desk, draft: dict[str, Any], *rules: object, **more: object) -> TestResponse:
    """Keep a draft with these rules."""
    words = {
        "document": draft["document"] | {"rules": list(rules)},
        "revision": draft["revision"],
        **more,
    }
    headers = desk.app.staff_headers()
    return desk.app.client.put(f"{POLICIES}/drafts/{draft['id']}", headers=headers, json=words)


def publish(desk: Desk, draft: dict[str, Any], note: str = "") -> TestResponse:
    """Bring a draft into force."""
    said = {"revision": draft["revision"], "note": note}
    return desk.post(f"{POLICIES}/drafts/{draft['id']}/publish", said)


def code(answer: TestResponse) -> tuple[int, str]:
    """Return status and code of a problem."""
    assert answer.mimetype == "application/problem+json", answer.text
    return answer.status_code, answer.get_json()["code"]


class TestDrafts:
    def test_begin_as_the_rules_in_force(self, desk: Desk) -> None:
        draft = begin(desk)

        assert (draft["name"], draft["revision"], draft["based_on"]) == ("Spring", 1, 1)
        assert draft["document"]["format"] == 2
        assert draft["author"] == "admin@maison-fil.example"
        listed = desk.get(POLICIES).get_json()
        assert [one["id"] for one in listed["drafts"]] == [draft["id"]]
        assert [one["version"] for one in listed["versions"]] == [1]

    def test_begin_as_an_old_version_or_as_a_file(self, desk: Desk) -> None:
        publish(desk, put(desk, begin(desk), FREE_FOR_GERMANS).get_json())

        old = begin(desk, "Old", version=1)
        file = begin(desk, "File", document={"format": 2, "rules": [FREE_FOR_GERMANS]})

        assert "fee-de" not in [rule["id"] for rule in old["document"]["rules"]]
        assert [rule["id"] for rule in file["document"]["rules"]] == ["fee-de"]
        both = {"name": "Both", "document": {"format": 2}, "version": 1}
        assert code(desk.post(f"{POLICIES}/drafts", both)) == (422, "invalid")

    def test_are_kept_once_per_revision(self, desk: Desk) -> None:
        draft = begin(desk)

        first = put(desk, draft, FREE_FOR_GERMANS, name="Summer")
        second = put(desk, draft, NO_SCARVES)

        assert (first.get_json()["revision"], first.get_json()["name"]) == (2, "Summer")
        assert code(second) == (409, "draft_changed")
        assert second.get_json()["author"] == "admin@maison-fil.example"

    def test_are_told_what_is_wrong_and_where(self, desk: Desk) -> None:
        draft = begin(desk)
        bad = FREE_FOR_GERMANS | {"then": {"window": {"days": 3}}}

        answer = put(desk, draft, FREE_FOR_GERMANS, bad | {"id": "bad"})

        assert code(answer) == (422, "policy_invalid")
        (fault,) = answer.get_json()["faults"]
        assert (fault["path"], fault["code"]) == ("rules[1].then.window.days", "window_too_short")
        headers = desk.app.staff_headers() | {"Accept-Language": "fr"}
        french = desk.app.client.put(
            f"{POLICIES}/drafts/{draft['id']}",
            headers=headers,
            json={"document": {"format": 2, "rules": 1}, "revision": 1},
        )
        assert french.get_json()["faults"][0]["message"] == "Ceci n’est pas une liste."

    def test_may_be_put_away_and_taken_back(self, desk: Desk) -> None:
        draft = begin(desk)
        place = f"{POLICIES}/drafts/{draft['id']}"

        gone = desk.post(f"{place}/discard", {"revision": 1}).get_json()
        listed = desk.get(POLICIES).get_json()["drafts"]
        back = desk.post(f"{place}/restore").get_json()

        assert (gone["is_open"], listed, back["is_open"]) == (False, [], True)

    @pytest.mark.parametrize("name", ["", " ", "x" * 121])
    def test_need_a_name(self, desk: Desk, name: str) -> None:
        assert code(desk.post(f"{POLICIES}/drafts", {"name": name})) == (422, "draft_name_invalid")

    def test_nested_without_end_are_refused(self, desk: Desk) -> None:
        for depth in (30, 50_000):
            text = '{"document": ' + '{"all": [' * depth + "]}" * depth + "}"

            answer = desk.app.client.post(
                f"{POLICIES}/lint", headers=desk.app.staff_headers(), data=text
            )

            assert answer.status_code == 422, answer.text


class TestPublishing:
    def test_makes_the_next_version(self, desk: Desk) -> None:
        kept = put(desk, begin(desk), FREE_FOR_GERMANS).get_json()

        answer = publish(desk, kept, note=" Free for Germans ").get_json()

        assert (answer["version"], answer["note"]) == (2, "Free for Germans")
        versions = desk.get(POLICIES).get_json()["versions"]
        assert [(one["version"], one["is_in_force"]) for one in versions] == [(2, True), (1, False)]
        shown = desk.get(f"{POLICIES}/versions/2").get_json()
        assert shown["document"] == kept["document"]

    def test_is_stopped_by_an_error(self, desk: Desk) -> None:
        kept = put(desk, begin(desk), NEVER).get_json()

        answer = publish(desk, kept)

        assert code(answer) == (422, "policy_has_errors")
        (error,) = [one for one in answer.get_json()["findings"] if one["severity"] == "error"]
        assert (error["rule_id"], error["code"]) == ("never", "never_fires")
        assert error["sentence"].startswith("This rule can never fire")
        assert kept["findings"] == answer.get_json()["findings"]

    def test_needs_a_draft_based_on_the_newest(self, desk: Desk) -> None:
        slow, quick = begin(desk, "Slow"), begin(desk, "Quick")
        publish(desk, quick)

        assert code(publish(desk, slow)) == (409, "draft_outdated")
        assert desk.get(f"{POLICIES}/drafts/{slow['id']}").get_json()["is_outdated"]
        based = put(desk, slow, based_on=2).get_json()
        assert publish(desk, based).status_code == 200

    def test_and_rolling_back_need_the_permission_to_manage_apps(self, desk: Desk) -> None:
        draft = begin(desk)
        publish(desk, begin(desk, "Other"))
        clerk = desk.app.staff_headers(permissions=[MANAGE_ORDERS])

        for place, said in (
            (f"drafts/{draft['id']}/publish", {"revision": 1}),
            ("versions/1/roll-back", {}),
        ):
            answer = desk.app.client.post(f"{POLICIES}/{place}", headers=clerk, json=said)
            assert code(answer) == (403, "permission_missing")
        drafted = desk.app.client.post(
            f"{POLICIES}/drafts", headers=clerk, json={"name": "By a clerk"}
        )
        assert drafted.status_code == 201

    def test_can_be_rolled_back(self, desk: Desk) -> None:
        publish(desk, put(desk, begin(desk), FREE_FOR_GERMANS).get_json())

        answer = desk.post(f"{POLICIES}/versions/1/roll-back", {"note": "Too dear"})

        assert (answer.get_json()["version"], answer.get_json()["note"]) == (3, "Too dear")
        first = desk.get(f"{POLICIES}/versions/1").get_json()["document"]
        assert answer.get_json()["document"] == first
        assert code(desk.post(f"{POLICIES}/versions/3/roll-back")) == (409, "version_in_force")


class TestDifferences:
    def test_are_told_in_words(self, desk: Desk) -> None:
        draft = put(desk, begin(desk), FREE_FOR_GERMANS).get_json()

        answer = desk.get(f"{POLICIES}/differences?before=1&after=draft:{draft['id']}")

        sentences = [one["sentence"] for one in answer.get_json()["changes"]]
        assert any("“Germany is free” is new" in sentence for sentence in sentences)
        backwards = desk.get(f"{POLICIES}/differences?before=draft:{draft['id']}").get_json()
        assert any("is gone" in one["sentence"] for one in backwards["changes"])

    @pytest.mark.parametrize("name", ["zero", "0", "-1", "²", "9999999999999999"])
    def test_need_names_that_exist(self, desk: Desk, name: str) -> None:
        answer = desk.get(f"{POLICIES}/differences?before={name}")

        assert code(answer) == (422, "policy_name_invalid")


class TestLinting:
    def test_tells_of_rules_that_nobody_has_kept(self, desk: Desk) -> None:
        answer = desk.post(f"{POLICIES}/lint", {"document": {"format": 2, "rules": [NEVER]}})

        (finding,) = answer.get_json()["findings"]
        assert (finding["path"], finding["severity"]) == ("rules[0].when", "error")


class TestTrying:
    def test_shows_the_decision_its_trace_and_what_changes(self, desk: Desk) -> None:
        order = desk.app.saleor.place_order([a_line("echarpe")], country="US")
        desk.app.settle()
        draft = put(desk, begin(desk), NO_SCARVES).get_json()

        answer = desk.post(
            f"{POLICIES}/try", {"order": order.number, "by": f"draft:{draft['id']}"}
        ).get_json()

        (line,) = answer["tried"]["lines"]
        assert line["refusals"][0]["because"]["sentence"] == "Scarves stay."
        assert line["refusals"][0]["because"]["source"] == "Rule: No scarves"
        (step,) = [one for one in answer["tried"]["trace"] if one["rule_id"] == "no-scarves"]
        assert (step["became"], step["facts"]) == ("refused", {"order.country": "us"})
        (change,) = answer["against_today"]
        assert (change["aspect"], change["effect"]) == ("returnable", "worse")
        assert answer["of_today"]["lines"][0]["returnable"] == 1

    def test_takes_what_is_chosen(self, desk: Desk) -> None:
        order = desk.app.saleor.place_order([a_line("echarpe", quantity=2)])
        desk.app.settle()
        chosen = {"line_id": order.line_ids[0], "quantity": 1, "reason": "damaged"}

        answer = desk.post(
            f"{POLICIES}/try",
            {"order": f"#{order.number}", "lines": [chosen], "outcome": "refund"},
        ).get_json()

        offer = next(one for one in answer["tried"]["offers"] if one["method"] == "drop_off")
        assert offer["fee"]["amount"] == {"amount": "0.00", "currency": "EUR"}
        assert offer["fee"]["because"]["cause"] == "law"

    def test_judges_a_return_anew_as_when_it_was_asked_for(self, desk: Desk) -> None:
        desk.country = "US"
        case = desk.open_return()
        draft = put(desk, begin(desk), NO_SCARVES).get_json()

        today = desk.post(f"{POLICIES}/try", {"return": case.number}).get_json()
        tried = desk.post(
            f"{POLICIES}/try", {"return": case.number, "by": f"draft:{draft['id']}"}
        ).get_json()

        assert today["tried"]["lines"][0]["refusals"] == []
        assert tried["tried"]["lines"][0]["refusals"][0]["code"] == "product_refused"
        assert tried["at"] == case.requested_at.isoformat()

    def test_needs_an_order_and_lines_that_exist(self, desk: Desk) -> None:
        order = desk.app.saleor.place_order([a_line()])
        desk.app.settle()
        other = [{"line_id": "other", "quantity": 1}]

        assert code(desk.post(f"{POLICIES}/try", {"order": "0"})) == (404, "order_not_found")
        assert code(desk.post(f"{POLICIES}/try", {"return": "R-1"})) == (404, "return_not_found")
        answer = desk.post(f"{POLICIES}/try", {"order": order.number, "lines": other})
        assert code(answer) == (422, "line_unknown")


class TestReplaying:
    def test_goes_through_the_past_and_is_told_as_rows_and_as_a_file(self, desk: Desk) -> None:
        desk.country = "US"
        case = desk.open_return()
        draft = put(desk, begin(desk), NO_SCARVES).get_json()
        costs = [{"amount": "4.20", "currency": "EUR"}]

        started = desk.post(
            f"{POLICIES}/drafts/{draft['id']}/replays", {"months": 3, "parcel_costs": costs}
        )
        place = f"{POLICIES}/replays/{started.get_json()['id']}"
        assert (started.status_code, started.get_json()["state"]) == (202, "waiting")
        desk.app.settle()

        done = desk.get(place).get_json()
        assert (done["state"], done["percent"], done["read"]) == ("done", 100, 1)
        total = done["rows"][0]
        assert (total["grouping"], total["items_refused"]) == ("all", 1)
        assert total["money"][0]["parcels"] == {"before": "4.20", "after": "0.00"}
        (example,) = done["findings"][0]["examples"]
        assert example["return_number"] == case.number
        file = desk.get(f"{place}/report.csv")
        assert (file.mimetype, file.text.splitlines()[1][:4]) == ("text/csv", "all,")
        assert [one["id"] for one in desk.get(f"{POLICIES}/replays").get_json()["replays"]] == [
            done["id"]
        ]

    def test_can_be_stopped(self, desk: Desk) -> None:
        draft = begin(desk)
        replay = desk.post(f"{POLICIES}/drafts/{draft['id']}/replays", {"months": 1}).get_json()

        stopped = desk.post(f"{POLICIES}/replays/{replay['id']}/cancel")

        assert stopped.get_json()["state"] == "cancelled"
        again = desk.post(f"{POLICIES}/replays/{replay['id']}/cancel")
        assert code(again) == (409, "replay_ended")

    @pytest.mark.parametrize(
        "said",
        [
            {"months": 0},
            {"months": 61},
            {},
            {"months": 1, "parcel_costs": [{"amount": "1.234", "currency": "EUR"}]},
            {"months": 1, "parcel_costs": [{"amount": "1", "currency": "EUR"}] * 2},
        ],
    )
    def test_needs_months_and_money_that_make_sense(
        self, desk: Desk, said: dict[str, object]
    ) -> None:
        draft = begin(desk)

        assert desk.post(f"{POLICIES}/drafts/{draft['id']}/replays", said).status_code == 422


class TestTheCatalogue:
    def test_names_every_fact_and_how_it_is_asked(self, desk: Desk) -> None:
        catalogue = desk.get(f"{POLICIES}/catalogue").get_json()

        facts = {fact["code"]: fact for fact in catalogue["facts"]}
        assert facts["order.country"]["operators"] == ["is", "is_not", "in", "not_in"]
        assert facts["item.attribute"]["names_a_key"]
        assert {"code": "DE", "label": "Germany"} in catalogue["countries"]

    def test_and_the_schema_of_the_files_are_there(self, desk: Desk) -> None:
        answer = desk.app.client.get(f"{POLICIES}/schema.json")

        assert (answer.status_code, answer.mimetype) == (200, "application/schema+json")
        assert answer.get_json(force=True)["properties"]["format"] == {"const": 2}
