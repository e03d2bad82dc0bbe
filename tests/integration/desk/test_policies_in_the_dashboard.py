"""The rules' pages in a real browser: from a new draft to a version in force."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.integration.desk.conftest import Desk
from tests.integration.desk.test_in_the_dashboard import Visit, sitting_at
from tests.integration.desk.test_policies_api import POLICIES, begin, publish, put


@pytest.fixture
def visit(desk: Desk) -> Iterator[Visit]:
    """Let somebody sit down at the Dashboard of a shop that sells to America."""
    desk.country = "US"
    with sitting_at(desk) as visit:
        yield visit


def open_rules(visit: Visit) -> None:
    """Go to the rules from the overview of returns."""
    visit.enter()
    visit.frame.get_by_role("link", name="Rules").click()
    expect(visit.frame.get_by_role("heading", name="Rules", level=1)).to_be_visible()


class TestTheRules:
    def test_are_drafted_tried_replayed_and_published(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        frame = visit.frame
        open_rules(visit)
        visit.keep("rules")
        frame.get_by_role("button", name="New draft").click()
        frame.get_by_role("dialog").get_by_label("Name").fill("No returns from America")
        frame.get_by_role("dialog").get_by_role("button", name="Begin").click()

        frame.get_by_role("button", name="Add a rule").click()
        rule = frame.locator("[data-rule='rule-1']")
        expect(rule.get_by_label("Name", exact=True)).to_be_focused()
        rule.get_by_label("Name", exact=True).fill("America keeps")
        rule.get_by_role("button", name="Add a condition").click()
        rule.get_by_label("Value").select_option("US")
        rule.get_by_label("Add what it does …").select_option("refuse_item")
        rule.get_by_role("button", name="Remove: Return fee").click()
        expect(rule.locator(".remarks")).to_contain_text("no message in: English")
        visit.keep("rules-editor")
        rule.get_by_label("Message to the customer (en)").fill("It stays with you.")
        expect(rule.locator(".remarks li")).to_have_count(0)

        frame.get_by_role("button", name="Try it").click()
        frame.get_by_label("Order number").fill(visit.desk.order_number(case))
        frame.get_by_role("button", name="Decide").click()
        decision = frame.get_by_role("region", name="Decision")
        expect(decision).to_contain_text("It stays with you.")
        expect(decision).to_contain_text("Rule: America keeps")
        visit.keep("rules-try")

        frame.get_by_role("link", name="Back to the draft").click()
        frame.get_by_role("button", name="Replay").click()
        frame.get_by_role("dialog").get_by_role("button", name="Start").click()
        expect(frame.get_by_text("The orders of the past are being gone through")).to_be_visible()
        visit.work()
        expect(frame.get_by_text("1 of 1 orders would be decided")).to_be_visible(timeout=15_000)
        visit.keep("rules-replay")
        with visit.page.expect_download() as download:
            frame.get_by_role("button", name="Download as CSV").click()
        assert download.value.suggested_filename == "replay.csv"

        frame.get_by_role("link", name="Back to the draft").click()
        frame.get_by_role("button", name="Publish …").click()
        dialog = frame.get_by_role("dialog")
        expect(dialog).to_contain_text("Rule “America keeps” is new")
        dialog.get_by_label("Note").fill("Too dear")
        visit.keep("rules-publish")
        dialog.get_by_role("button", name="Publish", exact=True).click()
        expect(frame.get_by_text("Version 2 has been in force since")).to_be_visible()
        expect(frame.get_by_text("Too dear")).to_be_visible()
        shown = visit.desk.get(f"{POLICIES}/versions/2").get_json()["document"]["rules"][-1]
        assert shown == {
            "id": "rule-1",
            "name": "America keeps",
            "on": True,
            "when": {"fact": "order.country", "is": "US"},
            "then": {"refuse_item": {"message": {"en": "It stays with you."}}},
        }

    def test_say_where_a_fault_is_and_let_nobody_overwrite_unseen(self, visit: Visit) -> None:
        draft = begin(visit.desk)
        frame = visit.frame
        open_rules(visit)
        frame.get_by_role("link", name="Spring", exact=True).click()
        days = frame.locator("[data-path='defaults.window.days']")
        days.fill("3")
        expect(frame.locator(".fault")).to_contain_text("14")
        expect(days).to_have_attribute("aria-invalid", "true")
        visit.keep("rules-fault")

        days.fill("60")
        expect(frame.locator(".fault")).to_have_count(0)
        put(visit.desk, draft)
        frame.get_by_role("button", name="Save").click()
        alert = frame.locator("[data-conflict]")
        expect(alert).to_contain_text("has changed this draft since you opened it")
        alert.get_by_role("button", name="Save mine over theirs").click()
        expect(frame.locator("[data-state]")).to_have_text("Saved")
        kept = visit.desk.get(f"{POLICIES}/drafts/{draft['id']}").get_json()
        assert (kept["revision"], kept["document"]["defaults"]["window"]["days"]) == (3, 60)

    def test_are_moved_by_keyboard_and_written_as_json(self, visit: Visit) -> None:
        rules = [
            {"id": name, "name": name.title(), "then": {"approval": True}}
            for name in ("first", "second")
        ]
        put(visit.desk, begin(visit.desk), *rules)
        frame = visit.frame
        open_rules(visit)
        frame.get_by_role("link", name="Spring", exact=True).click()
        summary = frame.locator("[data-rule='second'] summary")
        summary.focus()
        visit.page.keyboard.press("Alt+ArrowUp")
        expect(frame.locator(".rules .rule-name")).to_have_text(["Second", "First"])
        expect(summary).to_be_focused()

        frame.get_by_role("button", name="Edit as JSON").click()
        area = frame.get_by_label("Edit as JSON")
        area.fill(area.input_value().replace('"First"', '"Last"'))
        frame.get_by_role("button", name="Edit as forms").click()
        expect(frame.locator(".rules .rule-name")).to_have_text(["Second", "Last"])

    def test_are_discarded_taken_back_and_rolled_back(self, visit: Visit) -> None:
        publish(visit.desk, begin(visit.desk, "Published"))
        begin(visit.desk)
        frame = visit.frame
        open_rules(visit)
        frame.get_by_role("button", name="Discard “Spring”").click()
        expect(frame.get_by_text("Draft “Spring” was discarded.")).to_be_visible()
        frame.get_by_role("button", name="Undo").click()
        expect(frame.get_by_role("link", name="Spring", exact=True)).to_be_visible()

        frame.get_by_role("button", name="Roll back to version 1").click()
        frame.get_by_role("dialog").get_by_role("button", name="Roll back").click()
        expect(frame.get_by_text("Version 3 has been in force since")).to_be_visible()
        visit.page.get_by_role("button", name="Dark").click()
        visit.page.get_by_role("button", name="Français").click()
        expect(frame.get_by_role("heading", name="Règles", level=1)).to_be_visible()
        visit.keep("rules-dark-french")
