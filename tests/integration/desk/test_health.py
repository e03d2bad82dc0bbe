"""The desk's page about the connection with Saleor, and what waits for the merchant."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from playwright.sync_api import expect

from saleor_returns_app.domain.shop_problems import ProblemKind
from saleor_returns_app.use_cases.care.problems import open_problem, open_problems
from tests.integration.desk.conftest import API, PARTS, Desk
from tests.integration.desk.test_in_the_dashboard import SCREEN, Visit
from tests.support.browser import chromium, served

PAGE = f"{PARTS}/health"


def a_problem(desk: Desk, kind: ProblemKind = ProblemKind.MAIL_FAILING, about: str = "") -> str:
    transaction, shop = desk.app.parts.services.transaction, desk.app.shop.id
    with transaction() as store:
        open_problem(store, shop, kind, at=datetime.now(UTC), about=about)
    return open_problems(shop, transaction=transaction)[0].id


class TestThePage:
    def test_says_that_all_is_fine(self, desk: Desk) -> None:
        page = desk.get(PAGE).text

        assert "Saleor answers and knows the app." in page
        assert "Fine" in page
        assert "Repair" not in page
        assert "What waits for you" not in page

    def test_speaks_french(self, desk: Desk) -> None:
        page = desk.get(PAGE, **{"Accept-Language": "fr"}).text

        assert "Saleor répond et reconnaît l&#39;application." in page

    def test_repairs_what_is_missing(self, desk: Desk) -> None:
        desk.app.saleor.app.webhooks.pop()
        before = desk.get(PAGE).text

        answer = desk.submit(f"{PAGE}/repair")

        assert ">Repair<" in before
        assert answer.status_code == 200
        assert ">Look again<" in answer.text
        assert "repaired what the app can" in answer.headers["HX-Trigger"]

    def test_looks_again_at_what_the_merchant_has_done(self, desk: Desk) -> None:
        desk.app.saleor.app.permissions.remove("HANDLE_PAYMENTS")
        before = desk.submit(f"{PAGE}/repair").text
        desk.app.saleor.app.permissions.append("HANDLE_PAYMENTS")

        after = desk.submit(f"{PAGE}/repair").text

        assert "Give these permissions" in before
        assert "What waits for you" not in after

    def test_says_so_when_saleor_is_away(self, desk: Desk) -> None:
        desk.app.saleor.faults.add("Standing", "http_503", times=2)

        page = desk.get(PAGE).text

        assert "Saleor does not answer at" in page
        assert desk.app.shop.api_url in page

    def test_lists_what_waits_until_it_is_marked_as_done(self, desk: Desk) -> None:
        problem = a_problem(desk, ProblemKind.MAIL_REFUSED, "<b>one</b>")
        before, overview = desk.get(PAGE).text, desk.get(f"{PARTS}/returns").text

        after = desk.submit(f"{PAGE}/problems/{problem}/solved").text

        assert "A mail about return &lt;b&gt;one&lt;/b&gt; was refused." in before
        assert "1 thing waits for you" in overview
        assert "What waits for you" not in after
        assert "waits for you" not in desk.get(f"{PARTS}/returns").text

    def test_has_nothing_marked_as_done_that_the_app_sees_by_itself(self, desk: Desk) -> None:
        problem = a_problem(desk, ProblemKind.WEBHOOKS_OFF, "one")

        answer = desk.submit(f"{PAGE}/problems/{problem}/solved")

        assert answer.status_code == 409
        assert "Mark as done" not in desk.get(PAGE).text

    def test_leads_to_the_return_that_a_problem_is_about(self, desk: Desk) -> None:
        case = desk.open_return()
        with desk.app.parts.services.transaction() as store:
            kind = ProblemKind.REFUND_FAILED
            open_problem(store, desk.app.shop.id, kind, at=datetime.now(UTC), case=case)

        page = desk.get(PAGE).text

        assert f"/desk/returns/{case.number}" in page
        assert f"The refund of return {case.number} was not paid." in page

    def test_knows_no_problem_of_another_shop(self, desk: Desk) -> None:
        assert desk.submit(f"{PAGE}/problems/none/solved").status_code == 404


class TestTheApi:
    def test_says_the_same(self, desk: Desk) -> None:
        a_problem(desk)
        desk.app.saleor.app.webhooks.pop()

        told = desk.get(f"{API}/health").get_json()

        assert (told["level"], told["can_be_repaired"]) == ("broken", True)
        codes = {one["code"]: one for one in told["findings"]}
        assert codes["webhooks_missing"]["check"] == "webhooks"
        assert codes["connected"]["text"] == "Saleor answers and knows the app."
        assert told["problems"][0]["kind"] == "mail_failing"
        assert told["problems"][0]["advice"]
        assert desk.app.shop.token not in str(told)

    def test_repairs(self, desk: Desk) -> None:
        desk.app.saleor.app.webhooks.pop()

        told = desk.post(f"{API}/health/repair").get_json()

        assert (told["level"], told["can_be_repaired"]) == ("fine", False)


@pytest.fixture
def visit(strict_desk: Desk) -> Iterator[Visit]:
    """Let somebody sit down at the Dashboard."""
    app = strict_desk.app
    with served(app.flask) as url, chromium() as browser:
        app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
        app.install()
        page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
        visit = Visit(page, strict_desk, url)
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        yield visit
        assert visit.complaints == []


class TestInTheDashboard:
    def test_a_merchant_sees_what_waits_and_repairs_what_can_be(self, visit: Visit) -> None:
        saleor = visit.desk.app.saleor
        saleor.app.webhooks.pop()
        saleor.app.webhooks[0].is_active = False
        saleor.app.permissions.remove("HANDLE_PAYMENTS")
        a_problem(visit.desk)
        a_problem(visit.desk, ProblemKind.PERMISSION_MISSING, "HANDLE_PAYMENTS")
        visit.page.goto(f"{saleor.url}/dashboard/")
        visit.page.locator("a[href*='/desk/']").first.click()
        visit.frame.locator(".notice a").click()
        expect(visit.page).to_have_url(re.compile("/desk/health$"))
        expect(visit.frame.get_by_role("button", name="Repair")).to_be_visible()
        visit.keep("health")
        visit.page.get_by_text("Français").click()
        expect(visit.frame.get_by_role("heading", name="Connexion avec Saleor")).to_be_visible()
        visit.keep("health-fr")

        visit.frame.locator("#repair").click()
        expect(visit.frame.locator("#repair")).to_have_text("Vérifier à nouveau")
        visit.page.reload()
        expect(visit.frame.locator(".findings li")).not_to_have_count(0)

        visit.frame.locator("[data-asks]").click()
        expect(visit.page).to_have_url(re.compile("HANDLE_PAYMENTS"))
