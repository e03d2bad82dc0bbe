"""Photos in the portal's API: sent, named in a quote, part of the return, gone when nobody wants them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine

from saleor_returns_app.domain.return_request import ReturnLine
from saleor_returns_app.http.entry import now
from saleor_returns_app.storage.json_columns import converter
from saleor_returns_app.use_cases.installing.erase_shops import erase_removed_shops
from saleor_returns_app.use_cases.photos import keeping
from saleor_returns_app.use_cases.photos.erasing import erase_unclaimed
from tests.support.photos import Photographer, a_customer, wants_photos
from tests.support.pictures import a_bomb, a_phones_photo, a_picture, opened
from tests.support.sandbox import a_line
from tests.support.shopper import API, Shopper
from tests.support.whole_app import APP_URL, WholeApp


@pytest.fixture
def camera(app: WholeApp) -> Photographer:
    app.publish(wants_photos())
    return another(app)


def another(app: WholeApp) -> Photographer:
    shopper = a_customer(app)
    assert shopper.find().status_code == 200
    return Photographer(shopper)


def kept_files(app: WholeApp) -> list[Path]:
    return sorted(Path(app.settings.files_url.removeprefix("file://")).glob("*"))


def refusal(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


class TestAPhotoThatIsSent:
    def test_is_given_out_by_links_of_its_own(self, camera: Photographer) -> None:
        sent = camera.send(a_phones_photo())

        assert sent.status_code == 201
        facts = sent.get_json()
        for link, size in (("url", (480, 640)), ("thumbnail_url", (240, 320))):
            shown = camera.shopper.client.get(facts[link].removeprefix(APP_URL))
            assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
            assert shown.headers["X-Content-Type-Options"] == "nosniff"
            assert shown.headers["Content-Security-Policy"].startswith("default-src 'none'")
            image = opened(shown.get_data())
            assert image.size == size
            assert not image.getexif()

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_may_come_in_a_form_too(self, camera: Photographer, kind: str) -> None:
        assert camera.send_form(a_picture(kind)).status_code == 201

    def test_is_shown_to_nobody_who_guesses(self, camera: Photographer) -> None:
        sent = camera.send().get_json()
        path, _, token = sent["url"].removeprefix(APP_URL).rpartition("/")

        for word in (token[:-2], "x", sent["id"], camera.shopper.headers["Authorization"][7:]):
            answer = camera.shopper.client.get(f"{path}/{word}")
            assert refusal(answer) == (401, "unauthenticated")

    def test_is_shown_by_a_link_for_two_hours_at_most(self, camera: Photographer) -> None:
        path = camera.send().get_json()["url"].removeprefix(APP_URL)

        with time_machine.travel(now() + timedelta(minutes=59)):
            assert camera.shopper.client.get(path).status_code == 200
        with time_machine.travel(now() + timedelta(hours=2, minutes=1)):
            assert refusal(camera.shopper.client.get(path)) == (401, "access_expired")

    def test_needs_somebody_who_has_found_an_order(self, camera: Photographer) -> None:
        camera.shopper.headers.clear()

        assert refusal(camera.send()) == (401, "unauthenticated")


class TestWhatIsSentInstead:
    @pytest.mark.parametrize(
        "content",
        [
            b"",
            b"<!doctype html><script>alert(1)</script>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"%PDF-1.7",
            a_picture()[:3000],
        ],
        ids=["nothing", "html", "svg", "pdf", "half"],
    )
    def test_is_refused_whatever_it_is_called(
        self, app: WholeApp, camera: Photographer, content: bytes
    ) -> None:
        assert refusal(camera.send(content)) == (422, "photo_unreadable")
        assert refusal(camera.send_form(content, "holiday.jpg")) == (422, "photo_unreadable")
        assert kept_files(app) == []

    def test_is_refused_when_it_is_far_too_large(self, camera: Photographer) -> None:
        for content in (b"\xff" * 50_000_000, b"\xff" * (10 * 1024 * 1024 + 1), a_bomb()):
            assert refusal(camera.send(content)) == (413, "photo_too_large")
            assert refusal(camera.send_form(content)) == (413, "photo_too_large")

    def test_is_refused_as_a_form_without_a_photo(self, camera: Photographer) -> None:
        client, headers = camera.shopper.client, camera.shopper.headers
        for data in ({}, {"photo": "text"}, b"--nothing"):
            answer = client.post(
                f"{API}/photos", data=data, headers=headers, content_type="multipart/form-data"
            )
            assert refusal(answer) == (422, "photo_unreadable")

    def test_is_refused_after_too_many(
        self, camera: Photographer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(keeping, "UPLOADS", 2)
        assert [camera.send(b"no").status_code for _ in range(3)] == [422, 422, 429]

        assert another(camera.shopper.app).send().status_code == 201
        with time_machine.travel(now() + timedelta(hours=1, seconds=1)):
            assert camera.send().status_code == 201


class TestAQuote:
    def test_wants_a_photo_where_the_offer_does(self, camera: Photographer) -> None:
        answer = camera.quote()

        assert refusal(answer) == (422, "photo_missing")
        assert answer.get_json()["line_id"] == camera.shopper.order.line_ids[1]
        assert camera.quote(line=0).status_code == 200

    def test_wants_none_of_the_items_that_come_along(self, camera: Photographer) -> None:
        choice = camera.choice(camera.photo())
        choice["items"] += camera.choice(line=0)["items"]

        assert camera.shopper.post("/quotes", choice).status_code == 200

    def test_shows_what_was_sent(self, camera: Photographer) -> None:
        quote = camera.quote(camera.photo(), camera.photo()).get_json()

        photos = quote["items"][0]["photos"]
        assert len(photos) == 2
        path = photos[0]["thumbnail_url"].removeprefix(APP_URL)
        assert camera.shopper.client.get(path).status_code == 200

    def test_says_with_the_offers_that_one_is_needed(self, camera: Photographer) -> None:
        items = {"items": camera.choice()["items"]}

        offers = camera.shopper.post("/offers", items).get_json()["offers"]

        assert offers
        assert all([one["code"] for one in offer["requires"]] == ["photo"] for offer in offers)

    def test_takes_no_more_than_five(self, camera: Photographer) -> None:
        photos = [camera.photo() for _ in range(6)]

        answer = camera.quote(*photos)

        assert refusal(answer) == (422, "photos_too_many")
        assert answer.get_json()["most"] == 5
        assert camera.quote(*photos[:5]).status_code == 200

    def test_takes_no_photo_twice(self, camera: Photographer) -> None:
        photo = camera.photo()
        assert refusal(camera.quote(photo, photo)) == (422, "photo_twice")

        both = camera.choice(photo)
        both["items"] += camera.choice(photo, line=0)["items"]
        assert refusal(camera.shopper.post("/quotes", both)) == (422, "photo_twice")

    def test_takes_none_of_another_order(self, camera: Photographer) -> None:
        theirs = another(camera.shopper.app).photo()

        for path in ("/quotes", "/offers"):
            wanted = camera.choice(theirs)
            body = wanted if path == "/quotes" else {"items": wanted["items"]}
            assert refusal(camera.shopper.post(path, body)) == (422, "photo_unknown")

    def test_takes_no_word_that_is_not_ours(self, camera: Photographer) -> None:
        link = camera.send().get_json()["url"].rpartition("/")[2]
        for word in ("x", camera.photo() + "x", link, "../../etc/passwd"):
            assert refusal(camera.quote(word)) == (422, "photo_unknown")
        for nonsense in ("", "x" * 401, "\x00", 1, None):
            assert refusal(camera.quote(nonsense)) == (422, "malformed")  # type: ignore[arg-type]

    def test_takes_none_that_has_been_erased(self, camera: Photographer) -> None:
        photo = camera.photo()
        later = now() + timedelta(days=1, seconds=5)
        erase_unclaimed(at=later, transaction=camera.shopper.app.parts.services.transaction)

        assert refusal(camera.quote(photo)) == (422, "photo_unknown")


class TestAReturn:
    def test_has_its_photos(self, app: WholeApp, camera: Photographer) -> None:
        opened_return = camera.open(camera.photo(), camera.photo())

        assert opened_return.status_code == 201
        facts = camera.shopper.get(f"/returns/{opened_return.get_json()['number']}").get_json()
        assert len(facts["items"][0]["photos"]) == 2
        shown = camera.shopper.client.get(
            facts["items"][0]["photos"][1]["url"].removeprefix(APP_URL)
        )
        assert f"{facts['number']}-2.jpg" in shown.headers["Content-Disposition"]

    def test_leaves_them_to_no_other(self, camera: Photographer) -> None:
        photo = camera.photo()
        quotes = [camera.quote(photo).get_json()["quote"] for _ in range(2)]
        first = camera.shopper.post("/returns", {"quote": quotes[0]})
        assert first.status_code == 201

        assert refusal(camera.quote(photo)) == (409, "photo_used")
        second = camera.shopper.post("/returns", {"quote": quotes[1]})
        assert refusal(second) == (409, "photo_used")

    def test_keeps_them_when_the_day_is_over(self, app: WholeApp, camera: Photographer) -> None:
        camera.open(camera.photo())
        files = kept_files(app)
        assert len(files) == 2

        later = now() + timedelta(days=2)
        assert erase_unclaimed(at=later, transaction=app.parts.services.transaction) == 0
        app.settle()
        assert kept_files(app) == files

    def test_from_before_there_were_photos_is_read(self) -> None:
        words = {"order_line_id": "1", "quantity": 1, "reason": "too_small", "message": ""}

        assert converter.structure(words, ReturnLine).photos == ()


class TestPhotosThatNobodyWants:
    def test_are_erased_after_a_day_with_their_files(
        self, app: WholeApp, camera: Photographer
    ) -> None:
        path = camera.send().get_json()["url"].removeprefix(APP_URL)
        transaction = app.parts.services.transaction

        assert erase_unclaimed(at=now() + timedelta(hours=23), transaction=transaction) == 0
        assert erase_unclaimed(at=now() + timedelta(days=1), transaction=transaction) == 1
        assert erase_unclaimed(at=now() + timedelta(days=1), transaction=transaction) == 0
        app.settle()

        assert kept_files(app) == []
        assert refusal(camera.shopper.client.get(path)) == (404, "photo_not_found")

    def test_go_with_their_shop(self, app: WholeApp, camera: Photographer) -> None:
        camera.photo()
        camera.open(camera.photo())
        with app.parts.services.transaction() as store:
            app_shop = store.installations.locked(app.shop.id)
            app_shop.was_removed(at=now())

        erased = erase_removed_shops(
            at=now() + timedelta(days=91),
            retention=timedelta(days=90),
            transaction=app.parts.services.transaction,
        )
        app.work()

        assert len(erased) == 1
        assert kept_files(app) == []


class TestSomebodyWhoWithdraws:
    def test_is_asked_for_nothing(self, app: WholeApp) -> None:
        app.publish(wants_photos(everywhere=True))
        order = app.saleor.place_order([a_line()], delivered_after_days=1.0)
        shopper = Shopper(app, order)
        shopper.find()

        assert shopper.quote(1).status_code == 200
