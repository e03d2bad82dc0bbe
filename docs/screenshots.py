"""Takes the README's pictures: starts a demo of its own and clicks a return through it."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

import pypdfium2
import requests
from playwright.sync_api import Browser, FloatRect, Frame, Page, sync_playwright

IMAGES = Path(__file__).parent / "images"
PORT, SANDBOX_PORT = "8400", "8410"
SANDBOX = f"http://localhost:{SANDBOX_PORT}"
CLIP: FloatRect = {"x": 0.0, "y": 0.0, "width": 1360.0, "height": 460.0}
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@contextmanager
def a_demo(folder: Path) -> Iterator[str]:
    """Run the demo in a folder; gives the address of the desk."""
    command = [sys.executable, "-m", "saleor_returns_app.cli", "demo", "--var", str(folder)]
    options = ["--port", PORT, "--sandbox-port", SANDBOX_PORT]
    with subprocess.Popen([*command, *options]) as process:
        try:
            yield f"{SANDBOX}/dashboard/extensions/app/{_installed()}/desk/"
        finally:
            process.terminate()


def _installed() -> str:
    for _ in range(120):
        time.sleep(1)
        try:
            state = requests.get(f"{SANDBOX}/control/state", timeout=2).json()
        except requests.RequestException:
            continue
        if state["orders"] and state["shop_slug"]:
            time.sleep(5)
            return str(state["app_id"])
    sys.exit("The demo did not come up.")


def open_portal(page: Page, order: str) -> None:
    """Go from the shop into an order."""
    page.goto(f"{SANDBOX}/shop/")
    page.locator(f"a[href*='order={order}&']").click()
    page.get_by_role("button", name="Find my order").click()


def choose(page: Page, *, reason: str) -> None:
    """Choose one of everything."""
    for button in page.get_by_role("button", name="One more").all():
        button.click()
    for select in page.locator("select[data-reason]").all():
        select.select_option(reason)


def finish(page: Page, method: str) -> None:
    """Choose a way back and go on to the review."""
    page.get_by_role("button", name="Continue").click()
    page.locator(f"input[value='refund.{method}']").check()
    page.get_by_role("button", name="Continue").click()


def shopper(browser: Browser) -> bytes:
    """Return two orders, the second with pictures; gives the label's PDF."""
    page = browser.new_page(viewport={"width": 760, "height": 860}, device_scale_factor=2)
    open_portal(page, "1002")
    choose(page, reason="too_small")
    page.wait_for_timeout(1_500)
    page.evaluate("scrollTo(0, 0)")
    page.screenshot(path=IMAGES / "portal-items.png")
    finish(page, "in_store")
    page.get_by_role("button", name="Confirm return").click()
    open_portal(page, "1001")
    choose(page, reason="does_not_suit")
    finish(page, "drop_off")
    page.screenshot(path=IMAGES / "portal-review.png")
    page.get_by_role("button", name="Confirm return").click()
    link = page.get_by_role("link", name="Download the label")
    link.wait_for(timeout=30_000)
    pdf = page.request.get(urljoin(page.url, link.get_attribute("href") or "")).body()
    page.close()
    return pdf


def merchant(browser: Browser, desk: str) -> None:
    """Receive and refund the seed order."""
    page = browser.new_page(viewport={"width": 1360, "height": 860}, device_scale_factor=2)
    page.goto(desk)
    frame = _frame(page)
    frame.get_by_text("R-2026").first.wait_for()
    page.screenshot(path=IMAGES / "desk-overview.png", clip=CLIP)
    frame.locator("a", has_text="R-2026").first.click()
    _act(frame, "Mark as received")
    _act(frame, "Refund now")
    frame.get_by_text("Completed").first.wait_for(timeout=60_000)
    page.wait_for_timeout(6_000)
    page.screenshot(path=IMAGES / "desk-return.png")
    page.close()


def _act(frame: Frame, name: str) -> None:
    frame.get_by_role("button", name=name).click()
    frame.locator("dialog[open]").get_by_role("button").last.click()


def _frame(page: Page) -> Frame:
    page.wait_for_timeout(2_000)
    return page.frames[-1]


def main() -> None:
    """Take all the pictures."""
    IMAGES.mkdir(exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        a_demo(Path(folder)) as desk,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        pdf = shopper(browser)
        merchant(browser, desk)
        browser.close()
    label = pypdfium2.PdfDocument(pdf)[0].render(scale=2.2).to_pil()
    label.save(IMAGES / "label.png", optimize=True)


if __name__ == "__main__":
    main()
