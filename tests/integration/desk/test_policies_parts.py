from saleor_returns_app.use_cases.installing.authenticate_staff import MANAGE_ORDERS
from tests.integration.desk.conftest import PARTS, Desk
from tests.integration.desk.test_policies_api import (
    FREE_FOR_GERMANS,
    NEVER,
    NO_SCARVES,
    POLICIES,
    begin,
    publish,
    put,
)

RULES = f"{PARTS}/policies"


class TestTheVersions:
    def test_say_what_is_in_force_and_what_is_in_the_making(self, desk: Desk) -> None:
        publish(desk, begin(desk, "First"), note="<b>Bold</b>")
        begin(desk, "<i>Second</i>")

        page = desk.get(RULES).text

        assert "Version 2 has been in force since" in page
        assert "&lt;b&gt;Bold&lt;/b&gt;" in page
        assert "<i>Second" not in page
        assert 'data-opens="dialog-roll-back-1"' in page

    def test_offer_no_rolling_back_to_whoever_may_not(self, desk: Desk) -> None:
        publish(desk, begin(desk, "First"))
        clerk = desk.app.staff_headers(permissions=[MANAGE_ORDERS])

        page = desk.app.client.get(RULES, headers=clerk).text

        assert "dialog-roll-back" not in page
        assert "needs the permission to manage apps" in page

    def test_are_shown_in_words(self, desk: Desk) -> None:
        publish(desk, put(desk, begin(desk), FREE_FOR_GERMANS).get_json())

        page = desk.get(f"{RULES}/versions/2").text
        changes = desk.get(f"{RULES}/differences?before=1").text

        assert "When the order goes to Germany" in page
        assert "Rule “Germany is free” is new" in changes

    def test_that_do_not_exist_are_not_found(self, desk: Desk) -> None:
        answer = desk.get(f"{RULES}/versions/7")

        assert (answer.status_code, answer.mimetype) == (404, "text/html")
        assert desk.get(f"{RULES}/drafts/none").status_code == 404
        assert desk.get(f"{RULES}/replays/none").status_code == 404


class TestPublishing:
    def test_cannot_be_done_with_an_error(self, desk: Desk) -> None:
        kept = put(desk, begin(desk), NEVER).get_json()
        place = f"{RULES}/drafts/{kept['id']}/publish"

        assert "Errors stop the publishing" in desk.get(place).text
        answer = desk.submit(place, revision=str(kept["revision"]))
        assert answer.status_code == 422
        assert "has errors and was not published" in answer.text

    def test_says_when_another_version_came_between(self, desk: Desk) -> None:
        slow = begin(desk, "Slow")
        publish(desk, begin(desk, "Quick"))

        assert "Version 2 was published since" in desk.get(f"{RULES}/drafts/{slow['id']}").text


class TestTryingIt:
    def test_says_when_there_is_no_such_order(self, desk: Desk) -> None:
        answer = desk.get(f"{RULES}/try?order=4711")

        assert answer.status_code == 200
        assert "There is no order of this number." in answer.text

    def test_shows_what_todays_rules_say_of_a_return(self, desk: Desk) -> None:
        desk.country = "US"
        case = desk.open_return()
        draft = put(desk, begin(desk), NO_SCARVES).get_json()

        shown = desk.get(f"{PARTS}/returns/{case.number}").text
        today = desk.get(f"{RULES}/try?return={case.number}").text
        tried = desk.get(f"{RULES}/try?return={case.number}&by=draft:{draft['id']}").text

        assert f'href="/desk/policies/try?return={case.number}"' in shown
        assert "Decided by version 1 of the rules" in shown
        assert "The shop takes this item back" in today
        assert "Scarves stay." in tried
        assert "Rule: No scarves" in tried


class TestReplaying:
    def test_shows_progress_then_tables_and_a_chart(self, desk: Desk) -> None:
        desk.country = "US"
        case = desk.open_return()
        draft = put(desk, begin(desk), NO_SCARVES).get_json()

        started = desk.submit(
            f"{RULES}/drafts/{draft['id']}/replays", months="2", amount="4.20", currency="EUR"
        )
        place = started.headers["HX-Push-Url"]
        assert "<progress" in started.text
        desk.app.settle()

        page = desk.get(f"/desk/parts{place.removeprefix('/desk')}").text
        assert "1 of 1 orders would be decided differently" in page
        assert "€4.20 → €0.00" in page
        assert "<svg" in page
        assert f"/desk/returns/{case.number}" in page
        replay = place.rsplit("/", 1)[1]
        assert desk.get(f"{POLICIES}/replays/{replay}").get_json()["state"] == "done"

    def test_of_nothing_says_so(self, desk: Desk) -> None:
        draft = begin(desk)
        place = f"{RULES}/drafts/{draft['id']}/replays"
        assert desk.submit(place, months="0").status_code == 422

        started = desk.submit(place, months="2").headers["HX-Push-Url"]
        desk.app.settle()

        assert (
            "No order of this time" in desk.get(f"/desk/parts{started.removeprefix('/desk')}").text
        )
