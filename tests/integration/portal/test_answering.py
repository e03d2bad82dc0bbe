"""A shopper answers to a lower amount than was confirmed: by the API and on the hosted page."""

from typing import Any

import pytest
from playwright.sync_api import expect

from saleor_returns_app.domain.inspections import Answer, Finding, InspectedLine, Inspection
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.return_states import MoneyStatus
from saleor_returns_app.use_cases.photos.evidence import keep_evidence
from saleor_returns_app.use_cases.returns.inspect_goods import inspect_goods
from tests.integration.portal.conftest import POLICY
from tests.integration.portal.test_browser import PHONE, Visit
from tests.support.browser import chromium, served
from tests.support.pictures import a_phones_photo
from tests.support.returns import CLERK, now
from tests.support.sandbox import a_line
from tests.support.shopper import Shopper
from tests.support.whole_app import APP_URL, WholeApp


@pytest.fixture
def far_away(app: WholeApp) -> Shopper:
    """Return somebody who has sent something back from where law has no say."""
    app.publish(POLICY)
    order = app.saleor.place_order([a_line(unit="32.73")], shipping="6.00", country="US")
    shopper = Shopper(app, order)
    shopper.find()
    return shopper


def look(shopper: Shopper, number: str, **found: Any) -> None:
    """Let the shop find that something is wrong."""
    services, shop = shopper.app.parts.services, shopper.app.shop
    photo = keep_evidence(
        a_phones_photo(),
        installation_id=shop.id,
        number=number,
        at=now(),
        pictures=services.pictures,
        files=services.files,
        transaction=services.transaction,
    )
    line = InspectedLine(
        shopper.order.line_ids[0],
        accepted=1,
        finding=Finding.DAMAGED,
        deduction=Money(500, "EUR"),
        note="There is a burn mark near the fringe.",
        evidence=(photo,),
    )
    inspect_goods(
        shop.id,
        number,
        Inspection((line,)),
        at=now(),
        by=CLERK,
        letters=services.letters,
        transaction=services.transaction,
    )


def open_return(shopper: Shopper) -> str:
    number = str(shopper.submit().get_json()["number"])
    shopper.app.settle()
    return number


class TestTheApi:
    def test_has_nothing_to_ask_before_the_goods_are_looked_at(self, far_away: Shopper) -> None:
        number = open_return(far_away)

        shown = far_away.get(f"/returns/{number}").get_json()
        early = far_away.post(f"/returns/{number}/answer", {"accepts": True})

        assert (shown["inspection"], shown["answer"]) == (None, None)
        assert (early.status_code, early.get_json()["code"]) == (409, "answer_not_awaited")

    def test_says_what_was_found_and_until_when_one_may_answer(self, far_away: Shopper) -> None:
        number = open_return(far_away)
        look(far_away, number)

        shown = far_away.get(f"/returns/{number}").get_json()

        assert shown["answer"]["code"] == "awaited"
        [item] = shown["inspection"]["items"]
        assert item["finding"] == {"code": "damaged", "label": "Damaged"}
        assert item["deduction"] == {"amount": "5.00", "currency": "EUR"}
        photo = far_away.client.get(item["photos"][0]["url"].removeprefix(APP_URL))
        assert photo.mimetype == "image/jpeg"
        less = float(shown["inspection"]["confirmed_total"]["amount"])
        assert less - float(shown["breakdown"]["total"]["amount"]) == pytest.approx(5)

    def test_takes_an_agreement_and_the_money_is_free(self, far_away: Shopper) -> None:
        number = open_return(far_away)
        look(far_away, number)

        answer = far_away.post(f"/returns/{number}/answer", {"accepts": True}).get_json()

        assert (answer["answer"]["code"], answer["money"]["code"]) == ("accepted", "due")
        again = far_away.post(f"/returns/{number}/answer", {"accepts": False})
        assert again.get_json()["code"] == "answer_not_awaited"

    def test_takes_an_objection_with_its_words(self, far_away: Shopper) -> None:
        number = open_return(far_away)
        look(far_away, number)

        answer = far_away.post(
            f"/returns/{number}/answer", {"accepts": False, "message": " It came so. "}
        ).get_json()

        assert (answer["answer"]["code"], answer["answer"]["message"]) == (
            "objected",
            "It came so.",
        )
        assert answer["timeline"][-1]["kind"] == "amounts_objected"

    @pytest.mark.parametrize("body", [{}, {"accepts": "perhaps"}, {"accepts": True, "message": 5}])
    def test_takes_no_nonsense(self, far_away: Shopper, body: dict[str, Any]) -> None:
        number = open_return(far_away)
        look(far_away, number)

        assert far_away.post(f"/returns/{number}/answer", body).get_json()["code"] == "malformed"

    def test_knows_only_returns_of_the_order(self, far_away: Shopper) -> None:
        answer = far_away.post("/returns/R-2020-000001/answer", {"accepts": True})

        assert answer.get_json()["code"] == "return_not_found"


class TestThePage:
    @pytest.mark.parametrize("language", ["en", "fr"])
    def test_shows_what_changed_and_takes_the_answer(
        self, far_away: Shopper, language: str
    ) -> None:
        number = open_return(far_away)
        look(far_away, number)
        with served(far_away.app.flask) as url, chromium() as browser:
            page = browser.new_context(viewport=PHONE, locale=language).new_page()
            visit = Visit(page, url, far_away, f"answer-{language}")
            visit.open()
            page.locator("main form button").first.click()
            page.goto(f"{visit.home}returns/{number}")
            expect(page.get_by_text("There is a burn mark near the fringe.")).to_be_visible()
            expect(page.locator(".found img")).to_have_count(1)
            assert visit.fits()
            visit.keep("1-asked")
            page.locator(".answer summary").click()
            page.locator("#message").fill("It came like this.")
            visit.keep("2-objecting")
            page.locator("button[value=object]").click()
            expect(page.locator(".answered")).to_be_visible()
            visit.keep("3-answered")
            assert visit.complaints == []

        case = far_away.app.case(number)
        assert (case.answer, case.objection) == (Answer.OBJECTED, "It came like this.")
        assert case.money_status is MoneyStatus.DUE
