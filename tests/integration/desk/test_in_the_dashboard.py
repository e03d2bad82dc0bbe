"""The desk in a real browser, in the frame of a pretend Dashboard that behaves as the real one."""

import os
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, ViewportSize, expect

from saleor_returns_app.domain.return_states import MoneyStatus, ReturnStatus
from tests.integration.desk.conftest import Desk
from tests.support.browser import chromium, served

SCREEN = ViewportSize(width=1440, height=900)
HARMLESS = ("can escape its sandboxing", "409 (CONFLICT)", "422 (UNPROCESSABLE ENTITY)")


@dataclass
class Visit:
    """Somebody at the Dashboard; keeps an album when SCREENSHOTS names a folder."""

    page: Page
    desk: Desk
    app_url: str
    complaints: list[str] = field(default_factory=list)

    @property
    def frame(self) -> FrameLocator:
        """What is inside the frame."""
        return self.page.frame_locator("iframe")

    def enter(self) -> None:
        """Open the app from the Dashboard's menu."""
        self.page.goto(f"{self.desk.app.saleor.url}/dashboard/")
        self.page.get_by_role("link", name="Returns").first.click()
        expect(self.frame.get_by_role("heading", name="Returns", level=1)).to_be_visible()

    def open(self, number: str) -> None:
        """Open a return from the overview."""
        self.frame.locator(f"#row-{number}").click()
        expect(self.frame.get_by_role("heading", name=f"Return {number}")).to_be_visible()

    def act(self, name: str, confirm: str) -> None:
        """Press a button of the action bar and confirm in the dialog."""
        self.frame.get_by_role("group").get_by_role("button", name=name, exact=True).click()
        self.frame.get_by_role("dialog").get_by_role("button", name=confirm, exact=True).click()

    def work(self) -> None:
        """Let the jobs be done in a thread of their own, as Playwright's has a loop already."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self.desk.app.settle, ahead=True).result()

    def keep(self, name: str) -> None:
        """Keep a picture."""
        if folder := os.environ.get("SCREENSHOTS", ""):
            self.page.screenshot(path=Path(folder) / f"desk-{name}.png", animations="disabled")


@contextmanager
def sitting_at(desk: Desk) -> Iterator[Visit]:
    """Let somebody sit down at a shop's Dashboard, and hear what the browser complains of."""
    app = desk.app
    with served(app.flask) as url, chromium() as browser:
        app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
        app.install()
        page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
        visit = Visit(page, desk, url)
        page.on("console", lambda said: visit.complaints.append(said.text))
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        yield visit
        harmful = [said for said in visit.complaints if not any(word in said for word in HARMLESS)]
        assert harmful == []


@pytest.fixture
def visit(strict_desk: Desk) -> Iterator[Visit]:
    """Let somebody sit down at the Dashboard of a shop that decides about each request."""
    with sitting_at(strict_desk) as visit:
        yield visit


class TestTheDesk:
    def test_takes_a_return_from_request_to_money(self, visit: Visit, tmp_path: Path) -> None:
        case = visit.desk.open_return()
        visit.enter()
        expect(visit.frame.locator("#tab-requests .count")).to_have_text("1")
        visit.keep("overview")
        visit.open(case.number)

        visit.act("Approve", "Approve")
        expect(visit.page.locator("[data-toasts]")).to_contain_text(f"{case.number} approved")
        visit.work()
        with visit.page.expect_download() as download:
            visit.frame.get_by_role("button", name="Download the label").click(timeout=15_000)
        label = tmp_path / download.value.suggested_filename
        download.value.save_as(label)
        assert (label.name, label.read_bytes()[:5]) == (f"{case.number}.pdf", b"%PDF-")

        visit.act("Mark as received", "Mark as received")
        expect(visit.frame.locator(".states")).to_contain_text("Received")
        visit.work()
        visit.act("Refund now", "Refund €33.73")
        expect(visit.frame.locator(".states")).to_contain_text("Refund under way")
        visit.work()
        expect(visit.frame.locator(".states")).to_contain_text("Refunded", timeout=15_000)
        visit.keep("refunded")
        assert visit.desk.app.case(case.number).money_status is MoneyStatus.REFUNDED

    def test_keeps_its_place_in_the_dashboards_address(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        visit.enter()
        visit.open(case.number)
        expect(visit.page).to_have_url(re.compile(rf"/desk/returns/{case.number}$"))

        visit.page.reload()
        expect(visit.frame.get_by_role("heading", name=f"Return {case.number}")).to_be_visible()
        visit.frame.get_by_role("link", name="All returns").click()
        expect(visit.frame.locator(f"#row-{case.number}")).to_be_visible()

        visit.open(case.number)
        visit.frame.get_by_role("button", name="Open the order").click()
        expect(visit.page).to_have_url(re.compile("/dashboard/orders/"))

    def test_goes_back_with_the_browser(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        visit.enter()
        visit.open(case.number)

        inside = visit.page.frames[-1]
        inside.evaluate("history.back()")

        expect(visit.frame.locator(f"#row-{case.number}")).to_be_visible()

    def test_asks_for_a_reason_and_says_when_somebody_was_faster(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        visit.enter()
        visit.open(case.number)
        visit.act("Reject", "Reject")
        dialog = visit.frame.get_by_role("dialog")
        expect(dialog.get_by_label("Why")).to_be_focused()
        visit.keep("reject")
        visit.desk.submit(f"/desk/parts/returns/{case.number}/approve")

        dialog.get_by_label("Why").fill("Worn.")
        dialog.get_by_role("button", name="Reject", exact=True).click()

        expect(visit.frame.get_by_text("has changed in the meantime")).to_be_visible()
        expect(dialog).to_have_count(0)
        expect(visit.frame.locator(".states")).to_contain_text("Approved")
        assert visit.desk.app.case(case.number).status is ReturnStatus.APPROVED

    def test_says_in_the_dialog_what_is_wrong_and_keeps_it_open(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        visit.desk.submit(f"/desk/parts/returns/{case.number}/approve")
        visit.desk.submit(f"/desk/parts/returns/{case.number}/receive")
        visit.enter()
        visit.open(case.number)
        amount = visit.frame.locator("#amount")
        amount.evaluate("field => { field.form.noValidate = true; field.value = '99'; }")

        visit.act("Mark as refunded", "Mark as refunded")

        dialog = visit.frame.get_by_role("dialog")
        expect(dialog.get_by_role("alert")).to_contain_text("more than the customer paid")
        amount.fill("33.73")
        dialog.get_by_role("button", name="Mark as refunded").click()
        expect(visit.frame.locator(".states")).to_contain_text("Settled by the shop")

    def test_is_searched_by_keyboard_while_one_types(self, visit: Visit) -> None:
        first = visit.desk.open_return()
        second = visit.desk.open_return()
        visit.enter()
        visit.frame.locator("h1").focus()

        visit.page.keyboard.press("/")
        visit.page.keyboard.type(second.number[-4:], delay=30)

        expect(visit.frame.locator(f"#row-{first.number}")).to_have_count(0)
        expect(visit.frame.locator(f"#row-{second.number}")).to_be_visible()
        expect(visit.frame.get_by_role("searchbox")).to_have_value(second.number[-4:])
        expect(visit.frame.get_by_role("searchbox")).to_be_focused()
        visit.page.keyboard.type("zzz")
        expect(visit.frame.get_by_text("No return fits")).to_be_visible()
        visit.frame.get_by_role("link", name="Show all returns").click()
        visit.frame.locator(f"#row-{first.number}").focus()
        visit.page.keyboard.press("Enter")
        expect(visit.frame.get_by_role("heading", name=first.number)).to_be_focused()

    def test_follows_the_dashboards_light_and_language(self, visit: Visit) -> None:
        visit.desk.open_return()
        visit.enter()
        ground = "getComputedStyle(document.body).backgroundColor"
        assert visit.page.frames[-1].evaluate(ground) == "rgb(255, 255, 255)"

        visit.page.get_by_role("button", name="Dark").click()
        visit.page.get_by_role("button", name="Français").click()

        expect(visit.frame.get_by_role("heading", name="Retours", level=1)).to_be_visible()
        expect(visit.frame.locator("html")).to_have_attribute("data-theme", "dark")
        assert visit.page.frames[-1].evaluate(ground) == "rgb(38, 40, 54)"
        expect(visit.frame.locator("tbody")).to_contain_text("33,73")
        visit.keep("dark-french")

    def test_gives_out_the_portal_before_the_first_return(self, visit: Visit) -> None:
        visit.enter()
        link = visit.frame.get_by_label("Link to your return portal")
        link.click()

        chosen = "window.getSelection().toString() || document.activeElement.value"
        assert str(visit.page.frames[-1].evaluate(chosen)).startswith(f"{visit.app_url}/portal/")
        visit.keep("empty")

    def test_gets_a_new_token_when_the_old_one_has_expired(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        visit.enter()
        visit.page.frames[-1].evaluate(
            """() => import("/static/desk/bridge.js").then(({ dashboard }) => {
                const claims = btoa(JSON.stringify({ exp: 1 }));
                dashboard.token = `x.${claims}.x`;
            })"""
        )

        visit.open(case.number)

    def test_shows_nothing_outside_of_a_dashboard(self, visit: Visit) -> None:
        visit.page.goto(f"{visit.app_url}/desk/")

        expect(visit.page.get_by_role("heading", name="Open me from your Saleor")).to_be_visible()
        visit.keep("outside")
