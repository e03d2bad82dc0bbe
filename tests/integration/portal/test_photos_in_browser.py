"""Photos on the hosted pages in a real browser: chosen, on their way, there, taken out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.integration.portal.test_browser import DESK, PHONE, Visit
from tests.support.browser import chromium, served
from tests.support.photos import a_customer, wants_photos
from tests.support.pictures import a_phones_photo, a_picture
from tests.support.whole_app import WholeApp


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def visit(request: pytest.FixtureRequest, app: WholeApp) -> Iterator[Visit]:
    app.publish(wants_photos())
    with served(app.flask) as url, chromium() as browser:
        is_phone = request.param == PHONE
        page = browser.new_page(viewport=request.param, has_touch=is_phone, is_mobile=is_phone)
        page.set_default_timeout(10_000)
        yield Visit(page, url, a_customer(app), f"photos-{request.node.callspec.id}")


class TestPhotos:
    def test_go_up_as_soon_as_they_are_chosen(self, visit: Visit, tmp_path: Path) -> None:
        files = [tmp_path / name for name in ("mug.jpg", "handle.png", "page.jpg", "huge.jpg")]
        contents = (a_phones_photo(), a_picture("PNG"), b"<html>", b"\xff" * (10 * 1024 * 1024 + 1))
        for file, content in zip(files, contents, strict=True):
            file.write_bytes(content)
        page = visit.page
        visit.open()
        page.get_by_role("button", name="Find my order").click()
        mug = page.locator("[data-line]").nth(1)
        mug.get_by_role("button", name="One more").click()
        mug.get_by_label("Why do you return it?").select_option("too_small")
        page.get_by_role("button", name="Continue").click()

        expect(page.get_by_role("button", name="Upload")).to_be_hidden()
        camera = page.get_by_text("Take a photo")
        expect(camera).to_be_visible(visible=visit.name.endswith("phone"))
        visit.keep("1-empty")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("Add at least one photo of this item.")).to_be_visible()
        visit.keep("2-missing")
        assert visit.fits()

        page.get_by_label("Choose photos").set_input_files(files[:2])
        expect(page.get_by_role("img", name="Photo 2")).to_be_visible()
        loaded = "image => image.complete && image.naturalWidth > 0"
        assert page.get_by_role("img", name="Photo 2").evaluate(loaded)
        page.get_by_label("Choose photos").set_input_files(files[3])
        expect(page.get_by_text("This photo is too large")).to_be_visible()
        page.get_by_label("Choose photos").set_input_files(files[2])
        expect(page.get_by_text("This cannot be read as a photo")).to_be_visible()
        visit.keep("3-there")
        page.goto(f"{page.url}?lang=fr")
        visit.keep("3-there-fr")
        assert visit.fits()
        page.goto(f"{page.url.partition('?')[0]}?lang=en")
        page.get_by_role("button", name="Remove photo 1").click()
        expect(page.get_by_role("img", name="Photo 2")).to_be_hidden()
        page.get_by_label("Choose photos").set_input_files(files[0])
        expect(page.get_by_role("img", name="Photo 2")).to_be_visible()

        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_text("you have added it").first).to_be_visible()
        visit.keep("4-options")
        page.get_by_role("button", name="Continue").click()
        expect(page.get_by_role("img", name="Photo 2")).to_be_visible()
        visit.keep("5-review")
        assert visit.fits()
        page.get_by_role("button", name="Confirm return").click()
        expect(page.get_by_text("Your return is registered")).to_be_visible()
        expect(page.get_by_role("img", name="Photo 2")).to_be_visible()
        visit.keep("6-return")
        refused = "Failed to load resource: the server responded with a status of 422"
        assert [said for said in visit.complaints if not said.startswith(refused)] == []
