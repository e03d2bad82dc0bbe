"""What customers show is seen at the desk."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.integration.desk.conftest import API, PARTS, Desk
from tests.integration.desk.test_in_the_dashboard import SCREEN, Visit
from tests.support.browser import chromium, served
from tests.support.photos import Photographer, a_customer, wants_photos
from tests.support.pictures import a_phones_photo, opened
from tests.support.whole_app import APP_URL, WholeApp


@pytest.fixture
def number(app: WholeApp) -> str:
    """Return the number of a return with two photos."""
    app.publish(wants_photos())
    shopper = a_customer(app)
    shopper.find()
    camera = Photographer(shopper)
    photos = [camera.send(a_phones_photo()).get_json()["id"] for _ in range(2)]
    return str(camera.open(*photos).get_json()["number"])


@pytest.fixture
def visit(app: WholeApp, number: str) -> Iterator[Visit]:
    with served(app.flask) as url, chromium() as browser:
        app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
        app.install()
        page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
        yield Visit(page, Desk(app), url)


class TestPhotosAtTheDesk:
    def test_are_named_by_the_api(self, app: WholeApp, number: str) -> None:
        [line] = Desk(app).get(f"{API}/returns/{number}").get_json()["lines"]

        assert len(line["photos"]) == 2
        for kind, size in (("url", (480, 640)), ("thumbnail_url", (240, 320))):
            shown = app.client.get(line["photos"][0][kind].removeprefix(APP_URL))
            assert (shown.mimetype, shown.headers["X-Content-Type-Options"]) == (
                "image/jpeg",
                "nosniff",
            )
            assert opened(shown.get_data()).size == size

    def test_keep_their_addresses_while_somebody_looks(self, app: WholeApp, number: str) -> None:
        looks = [Desk(app).get(f"{PARTS}/returns/{number}").get_data(as_text=True) for _ in "12"]

        addresses = [
            sorted(part for part in look.split('"') if "/photos/" in part) for look in looks
        ]
        assert len(set(addresses[0])) == 4
        assert addresses[0] == addresses[1]

    def test_open_in_the_dashboards_frame(self, visit: Visit, number: str) -> None:
        visit.enter()
        visit.open(number)

        thumbnail = visit.frame.get_by_role("button", name="Photo 1")
        expect(thumbnail).to_be_visible()
        visit.keep("photos")
        thumbnail.click()
        large = visit.frame.get_by_role("dialog").get_by_role("img", name="Photo 1")
        expect(large).to_be_visible()
        expect(large).to_have_js_property("naturalHeight", 640)
        visit.keep("photo-open")
        visit.frame.get_by_role("dialog").get_by_role("button", name="Close").click()
        expect(large).to_be_hidden()
