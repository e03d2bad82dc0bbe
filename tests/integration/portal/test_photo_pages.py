"""Photos on the hosted pages, by a browser without JavaScript."""

from io import BytesIO

import pytest

from tests.integration.portal.test_pages import Walk
from tests.support.forms import Page
from tests.support.photos import a_customer, wants_photos
from tests.support.pictures import a_phones_photo, a_picture, opened
from tests.support.whole_app import WholeApp


class PhotoWalk(Walk):
    """A shopper who returns a mug, or a scarf and a mug."""

    @property
    def field(self) -> str:
        """The mug's field."""
        return f"photo.{self.shopper.order.line_ids[1]}"

    def to_photos(self, scarves: str = "0", mugs: str = "1", reason: str = "too_small") -> Page:
        page = self.to_items()
        values: dict[str, str] = {}
        for line, quantity in zip(self.shopper.order.line_ids, (scarves, mugs), strict=True):
            values |= {f"quantity.{line}": quantity, f"reason.{line}": reason}
        return self.browser.send(page.form("/order"), **values)

    def send(self, page: Page, *contents: bytes, then: str = "stay") -> Page:
        """Send the form with files, as a browser does."""
        form = page.form("/photos")
        files = [(BytesIO(content), f"{at}.jpg") for at, content in enumerate(contents)]
        values = {name: value for name, value in form.values.items() if name}
        data = {**values, "then": then, self.field: files}
        data.pop("remove", None)
        return Page(self.browser.client.post(form.action, data=data, follow_redirects=True))


@pytest.fixture
def walk(app: WholeApp) -> PhotoWalk:
    app.publish(wants_photos())
    return PhotoWalk(a_customer(app))


def photos_on(page: Page) -> list[str]:
    return [link for link in page.links if "/photos/" in link and "/api/" in link]


class TestThePhotoPage:
    def test_leads_from_the_items_to_the_return(self, walk: PhotoWalk) -> None:
        asked = walk.to_photos(scarves="1")
        assert asked.path.endswith("/photos")
        assert "At least one photo is needed." in asked.text
        assert "Woven scarf" not in asked.text

        sent = walk.send(asked, a_phones_photo(), a_picture("PNG"))
        assert len(photos_on(sent)) == 2
        options = walk.send(sent, then="go")
        assert "The shop asks for a photo; you have added it." in options.text
        review = walk.browser.send(options.form("/options"))
        assert len(photos_on(review)) == 2
        done = walk.browser.send(review.form("/review"))
        assert done.path.endswith("/done")

        links = photos_on(done)
        assert len(links) == 2
        shown = walk.browser.client.get(links[0])
        assert opened(shown.get_data()).size == (480, 640)

    def test_wants_a_photo_before_it_lets_go_on(self, walk: PhotoWalk) -> None:
        page = walk.send(walk.to_photos(), then="go")

        assert page.status == 422
        assert "Add at least one photo of this item." in page.text

    def test_is_passed_over_where_no_photo_is_wanted(self, walk: PhotoWalk) -> None:
        assert walk.to_photos(scarves="1", mugs="0").path.endswith("/options")

    def test_says_what_cannot_be_kept_and_keeps_the_rest(self, walk: PhotoWalk) -> None:
        page = walk.send(walk.to_photos(), a_picture(), b"<html>", a_picture())

        assert page.status == 422
        assert "This cannot be read as a photo" in page.text
        assert len(photos_on(page)) == 2

    def test_takes_five_and_no_more(self, walk: PhotoWalk) -> None:
        page = walk.send(walk.to_photos(), *[a_picture(size=(40, 30))] * 6)

        assert "At most 5 photos of an item." in page.text
        assert len(photos_on(page)) == 5
        again = walk.send(page, a_picture())
        assert len(photos_on(again)) == 5

    def test_lets_one_take_a_photo_out(self, walk: PhotoWalk) -> None:
        page = walk.send(walk.to_photos(), a_picture(), a_picture())
        first = photos_on(page)

        with walk.browser.client.session_transaction() as session:
            [line] = session["draft"]["lines"].values()
        without = walk.browser.send(page.form("/photos"), remove=line["photos"][0])

        assert len(photos_on(without)) == 1
        assert photos_on(without)[0] in first
        other = walk.browser.send(without.form("/photos"), remove="another")
        assert len(photos_on(other)) == 1

    def test_remembers_the_photos_while_the_items_are_looked_at_again(
        self, walk: PhotoWalk
    ) -> None:
        walk.send(walk.to_photos(), a_picture())

        assert len(photos_on(walk.to_photos(mugs="2"))) == 0  # Found anew: a new visit.
        walk.send(walk.browser.open(f"{walk.home}photos"), a_picture())
        items = walk.browser.open(f"{walk.home}order")
        again = walk.browser.send(items.form("/order"))
        assert len(photos_on(again)) == 1

    def test_cannot_be_passed_by(self, walk: PhotoWalk) -> None:
        walk.to_photos()

        options = walk.browser.open(f"{walk.home}options")
        back = walk.browser.send(options.form("/options"))
        assert back.path.endswith("/photos")
        assert "For this way back the shop asks for photos." in back.text
        assert walk.browser.open(f"{walk.home}review").path.endswith("/photos")

    def test_speaks_french(self, walk: PhotoWalk) -> None:
        walk.to_photos()

        page = walk.browser.open(f"{walk.home}photos?lang=fr")

        assert "Montrez à la boutique de quoi il s’agit" in page.text
        assert "Il faut au moins une photo." in page.text


class TestAFormWithFarTooMuch:
    def test_is_answered_with_a_page(self, walk: PhotoWalk) -> None:
        page = walk.to_photos()
        form = page.form("/photos")

        for visitor, length in ((walk.browser.client, 200), (walk.shopper.app.client, 2)):
            answer = visitor.post(
                form.action,
                data=b"--x--\r\n",
                content_type="multipart/form-data; boundary=x",
                environ_overrides={"CONTENT_LENGTH": str(length * 1024 * 1024)},
            )
            assert answer.status_code == 413
            assert "fewer or smaller photos" in answer.get_data(as_text=True)
