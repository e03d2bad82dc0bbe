"""The hosted pages in a real browser, on a desk and on a phone, with a mouse and by keyboard."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from tests.integration.portal.conftest import POLICY
from tests.support.browser import chromium, served
from tests.support.sandbox import a_line
from tests.support.shopper import Shopper
from tests.support.whole_app import WholeApp

DESK = ViewportSize(width=1280, height=900)
PHONE = ViewportSize(width=390, height=844)


class Visit:
    """A browser at the portal's door, which keeps an album when SCREENSHOTS names a folder."""

    def __init__(self, page: Page, url: str, shopper: Shopper, name: str) -> None:
        self.page, self.shopper, self.name = page, shopper, name
        self.home = f"{url}/portal/{shopper.app.shop.slug}/"
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self) -> None:
        order = self.shopper.order
        self.page.goto(f"{self.home}?order={order.number}&email={order.email}")

    def keep(self, name: str) -> None:
        folder = os.environ.get("SCREENSHOTS", "")
        if folder:
            path = Path(folder) / f"{self.name}-{name}.png"
            self.page.screenshot(path=path, full_page=True, animations="disabled")

    def tab_to(self, wanted: Locator) -> None:
        """Press the tab key until the wanted thing has the focus."""
        expect(wanted).to_be_visible()
        for _ in range(25):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("The keyboard does not get there")

    def settle(self) -> None:
        """Let the jobs be done in a thread of their own, as Playwright's has a loop already."""
        with ThreadPoolExecutor(1) as thread:
            thread.submit(self.shopper.app.settle).result()

    def fits(self) -> bool:
        wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        return bool(self.page.evaluate(wide))


@pytest.fixture
def buyer(app: WholeApp) -> Shopper:
    app.publish(POLICY)
    lines = [a_line(unit="32.73"), a_line("tasse", 3), a_line("bougie")]
    return Shopper(app, app.saleor.place_order(lines))


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def visit(request: pytest.FixtureRequest, buyer: Shopper) -> Iterator[Visit]:
    with served(buyer.app.flask) as url, chromium() as browser:
        page = browser.new_page(viewport=request.param)
        page.set_default_timeout(10_000)
        yield Visit(page, url, buyer, request.node.callspec.id)


class TestTheWholeWalk:
    def test_in_a_browser(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        visit.keep("1-find")
        page.get_by_role("button", name="Find my order").click()

        expect(page.get_by_role("heading", level=1)).to_contain_text("Order")
        expect(page.get_by_text("Nothing chosen yet")).to_be_visible()
        expect(page.get_by_label("Why do you return it?").first).to_be_hidden()
        visit.keep("2-items")
        mug = page.locator("[data-line]").nth(1)
        mug.get_by_role("button", name="One more").click()
        mug.get_by_role("button", name="One more").click()
        expect(page.get_by_text("2 items, before any return fee")).to_be_visible()
        expect(page.locator(".bar-amount")).to_have_text("€29.80")
        mug.get_by_label("Why do you return it?").select_option("other")
        mug.get_by_label("A few words for the shop").fill("They hum at night.")
        visit.keep("3-chosen")
        assert visit.fits()
        page.get_by_role("button", name="Continue").click()

        expect(page.get_by_text("€5.00")).to_be_visible()
        visit.keep("4-options")
        page.get_by_role("button", name="Continue").click()
        expect(page.locator("tfoot td")).to_have_text("€24.80")
        visit.keep("5-review")
        assert visit.fits()
        page.go_back()
        page.go_back()
        expect(mug.get_by_label("A few words for the shop")).to_have_value("They hum at night.")
        page.go_forward()
        page.go_forward()
        page.get_by_role("button", name="Confirm return").click()

        expect(page.get_by_text("Your return is registered")).to_be_visible()
        expect(page.get_by_text("Your label is being made").first).to_be_visible()
        visit.keep("6-waiting")
        visit.settle()
        expect(page.get_by_role("link", name="Download the label")).to_be_visible()
        visit.keep("7-done")
        with page.expect_download() as download:
            page.get_by_role("link", name="Download the label").click()
        assert download.value.path().read_bytes().startswith(b"%PDF")

        page.get_by_role("link", name="Follow this return").click()
        page.get_by_text("Cancel this return").click()
        visit.keep("8-status")
        assert visit.fits()
        page.get_by_role("button", name="Yes, cancel it").click()
        expect(page.get_by_text("Your return is cancelled.")).to_be_visible()
        visit.keep("9-cancelled")
        assert visit.complaints == []

    def test_by_keyboard_alone(self, visit: Visit) -> None:
        page, press = visit.page, visit.page.keyboard.press
        visit.open()
        visit.tab_to(page.get_by_role("button", name="Find my order"))
        press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Order")

        press("Tab")
        expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
        press("Enter")
        visit.tab_to(page.locator("[data-quantity]").first)
        press("ArrowUp")
        visit.tab_to(page.get_by_label("Why do you return it?").first)
        page.keyboard.type("Too s")
        press("Tab")
        visit.keep("keyboard")
        visit.tab_to(page.get_by_role("button", name="Continue"))
        press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("How would you like it?")
        visit.tab_to(page.get_by_role("radio", name="Drop off a parcel"))
        press("ArrowDown")
        expect(page.get_by_role("radio", name="Bring it to the store")).to_be_checked()
        press("Enter")
        visit.tab_to(page.get_by_role("button", name="Confirm return"))
        press("Enter")

        expect(page.get_by_text("Your return is registered")).to_be_visible()
        expect(page.get_by_text("Bring the goods and your return number")).to_be_visible()


class TestASlip:
    def test_is_shown_where_it_was_made(self, visit: Visit) -> None:
        page = visit.page
        visit.open()
        page.get_by_role("button", name="Find my order").click()
        page.locator("[data-quantity]").first.fill("7")
        page.get_by_role("button", name="Continue").click()

        expect(page.get_by_role("alert")).to_be_focused()
        expect(page.get_by_text("Choose a whole number from 0 to 1.")).to_be_visible()
        visit.keep("slip")
