"""Features are switched on at the desk, granted in the Dashboard, and then do something."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from saleor_returns_app.sandbox.faults import FaultEffect
from saleor_returns_app.use_cases.orders.customers import forget_order
from tests.integration.desk.conftest import Desk
from tests.integration.desk.test_in_the_dashboard import SCREEN, Visit
from tests.support.browser import chromium, served
from tests.support.returns import now
from tests.support.whole_app import WholeApp

PAGE = "/desk/parts/features"
ON, OFF = f"{PAGE}/forget_customers/on", f"{PAGE}/forget_customers/off"
USERS = "MANAGE_USERS"
EMAIL = "camille@example.com"
TOLD_OF = {"Returns: customer deleted", "Returns: customer updated"}


def listened_to(app: WholeApp) -> set[str]:
    """Name the webhooks that Saleor has for features."""
    return {webhook.name for webhook in app.saleor.app.webhooks} & TOLD_OF


class TestAFeature:
    def test_asks_for_its_permission_and_does_nothing_without(self, desk: Desk) -> None:
        before = desk.get(PAGE).text

        answer = desk.submit(ON)
        desk.app.settle(ahead=True)

        assert "dialog-on-forget_customers" in before
        assert '"permissions": ["MANAGE_USERS"]' in answer.headers["HX-Trigger-After-Settle"]
        assert "Permission missing" in answer.text
        assert desk.app.shop.features == ["forget_customers"]
        assert listened_to(desk.app) == set()
        assert "lacks its permission" in desk.get("/desk/parts/returns").text

    def test_works_from_the_moment_that_saleor_grants_it(self, desk: Desk) -> None:
        desk.submit(ON)
        desk.app.saleor.grant(USERS)

        page = desk.get(PAGE).text
        desk.app.settle(ahead=True)

        assert "Permission missing" not in page
        assert listened_to(desk.app) == TOLD_OF
        assert "lacks its permission" not in desk.get("/desk/parts/returns").text

    def test_stops_when_it_is_switched_off(self, desk: Desk) -> None:
        desk.app.saleor.grant(USERS)
        assert "switched on" in desk.submit(ON).headers["HX-Trigger"]
        desk.app.settle(ahead=True)
        everything = len(desk.app.saleor.app.webhooks)

        desk.submit(OFF)
        desk.app.settle(ahead=True)

        assert listened_to(desk.app) == set()
        assert len(desk.app.saleor.app.webhooks) == everything - len(TOLD_OF)

    def test_stops_when_the_permission_is_taken_away(self, desk: Desk) -> None:
        desk.app.saleor.grant(USERS)
        desk.submit(ON)
        desk.app.settle(ahead=True)

        desk.app.saleor.withdraw(USERS)
        page = desk.get(PAGE).text
        desk.app.settle(ahead=True)

        assert "Permission missing" in page
        assert listened_to(desk.app) == set()

    def test_waits_for_its_permission_again_after_a_new_install(self, desk: Desk) -> None:
        desk.app.saleor.grant(USERS)
        desk.submit(ON)
        desk.app.settle(ahead=True)

        desk.app.install()
        desk.app.settle(ahead=True)

        assert desk.app.shop.features == ["forget_customers"]
        assert "Permission missing" in desk.get(PAGE).text
        assert desk.app.failed_jobs() == []

    def test_is_switched_by_those_alone_who_manage_apps(self, desk: Desk) -> None:
        headers = desk.app.staff_headers(permissions=["MANAGE_ORDERS"])

        page = desk.app.client.get(PAGE, headers=headers)
        answer = desk.app.client.post(ON, headers=headers)

        assert "Whoever manages apps" in page.text
        assert "data-opens" not in page.text
        assert answer.status_code == 403
        assert desk.app.shop.features == []

    def test_must_be_one_that_there_is(self, desk: Desk) -> None:
        assert desk.submit(f"{PAGE}/gift_cards/on").status_code == 404
        assert desk.app.shop.features == []

    def test_is_shown_as_it_was_while_saleor_does_not_answer(self, desk: Desk) -> None:
        desk.app.saleor.grant(USERS)
        desk.submit(ON)
        desk.app.saleor.faults.add("app", FaultEffect.HTTP_503, times=5)

        page = desk.get(PAGE)

        assert page.status_code == 200
        assert "did not answer" in page.text
        assert "Permission missing" not in page.text

    def test_forgets_a_customer_whom_saleor_tells_of(self, desk: Desk) -> None:
        app = desk.app
        app.saleor.grant(USERS)
        desk.submit(ON)
        order = app.saleor.place_order(email=EMAIL, delivered_after_days=1.0)
        app.settle(ahead=True)

        app.saleor.delete_customer(EMAIL)
        app.settle(ahead=True)

        with app.parts.services.transaction() as store:
            known = store.orders.with_saleor_id(app.shop.id, order.id)
        assert known.customer_gone_at is not None
        later = now() + timedelta(days=60)
        assert forget_order(known.id, at=later, transaction=app.parts.services.transaction)


@pytest.fixture
def visit(desk: Desk) -> Iterator[Visit]:
    """Let somebody sit down at the Dashboard."""
    with served(desk.app.flask) as url, chromium() as browser:
        desk.app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
        desk.app.install()
        page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
        visit = Visit(page, desk, url)
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        yield visit
        assert visit.complaints == []


def switch_on(visit: Visit) -> None:
    visit.enter()
    visit.frame.get_by_role("link", name="Features").click()
    expect(visit.frame.get_by_role("heading", name="Features", level=1)).to_be_visible()
    visit.keep("features-off")
    own = visit.frame.locator("#feature-forget_customers")
    own.get_by_role("button", name="Switch on").click()
    visit.keep("features-dialog")
    dialog = visit.frame.get_by_role("dialog")
    dialog.get_by_role("button", name="Switch on").click()


class TestInTheDashboard:
    def test_a_feature_is_granted_and_comes_back_working(self, visit: Visit) -> None:
        switch_on(visit)
        expect(visit.page.get_by_text("MANAGE_USERS")).to_be_visible()

        visit.page.get_by_role("button", name="Allow").click()

        expect(visit.frame.locator("#feature-forget_customers .badge")).to_have_text("On")
        assert visit.page.url.endswith("/desk/features")
        visit.keep("features-on")
        visit.work()
        assert listened_to(visit.desk.app) == TOLD_OF
        visit.page.reload()
        expect(visit.frame.locator("#feature-forget_customers .badge")).to_have_text("On")

    def test_a_feature_that_is_not_granted_says_so_once(self, visit: Visit) -> None:
        switch_on(visit)

        visit.page.get_by_role("button", name="Refuse").click()

        expect(visit.frame.get_by_text("was not granted")).to_be_visible()
        expect(visit.frame.locator("#feature-forget_customers .badge")).to_have_text(
            "Permission missing"
        )
        visit.keep("features-refused")
        visit.page.reload()
        expect(visit.frame.get_by_role("button", name="Ask for the permission")).to_be_visible()
        expect(visit.frame.get_by_text("was not granted")).to_have_count(0)

    def test_a_dashboard_that_does_not_ask_leaves_words(self, visit: Visit) -> None:
        visit.page.add_init_script(
            "addEventListener('message', (event) => {"
            " if (event.data?.type === 'requestPermissions') event.stopImmediatePropagation();"
            "}, true)"
        )
        switch_on(visit)

        words = visit.frame.locator("[data-by-hand]")
        expect(words).to_contain_text("Manage customers", timeout=15_000)
        expect(words).to_be_visible(timeout=15_000)
        visit.keep("features-by-hand")
