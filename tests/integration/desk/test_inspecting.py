"""Goods are looked at in the desk: by its page and by its API."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from saleor_returns_app.domain.inspections import Answer
from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import MoneyStatus, ReturnStatus
from saleor_returns_app.sandbox.faults import FaultEffect
from saleor_returns_app.use_cases.returns.inspect_goods import answer_amounts
from tests.integration.desk.conftest import API, PARTS, Desk
from tests.integration.desk.test_in_the_dashboard import Visit, sitting_at
from tests.support.pictures import a_phones_photo
from tests.support.returns import now
from tests.support.sandbox import a_line


def approved(desk: Desk) -> ReturnRequest:
    """Open a return that law has no say in, and approve it."""
    case = desk.open_return()
    desk.post(f"{API}/returns/{case.number}/approve")
    desk.app.settle()
    return desk.app.case(case.number)


def approved_pair(desk: Desk) -> ReturnRequest:
    """Approve a return of two of one thing."""
    order = desk.app.saleor.place_order([a_line("tasse", 2)], country=desk.country)
    case = desk.open_return(order)
    desk.post(f"{API}/returns/{case.number}/approve")
    desk.app.settle()
    return desk.app.case(case.number)


def told(case: ReturnRequest, **more: Any) -> dict[str, Any]:
    return {"lines": [{"line_id": case.lines[0].order_line_id, "accepted": 1, **more}]}


def photograph(desk: Desk, case: ReturnRequest) -> str:
    answer = desk.post(
        f"{API}/returns/{case.number}/photos",
        data={"photo": (BytesIO(a_phones_photo()), "seam.jpg")},
    )
    assert answer.status_code == 201
    return str(answer.get_json()["id"])


def torn(desk: Desk, case: ReturnRequest, amount: str = "5.00") -> dict[str, Any]:
    return told(
        case,
        finding="damaged",
        note="The seam is torn.",
        deduction={"amount": amount, "currency": "EUR"},
        evidence=[photograph(desk, case)],
        disposition="repair",
    )


def object_to(desk: Desk, case: ReturnRequest, words: str = "It was torn when it came.") -> None:
    answer_amounts(
        case.order_id,
        case.number,
        accepts=False,
        words=words,
        at=now(),
        transaction=desk.app.parts.services.transaction,
    )


class TestTheApi:
    def test_writes_down_what_was_found(self, strict_desk: Desk) -> None:
        case = approved(strict_desk)

        answer = strict_desk.post(
            f"{API}/returns/{case.number}/inspect", torn(strict_desk, case)
        ).get_json()

        assert answer["confirmed"]["total"] == {"amount": "33.73", "currency": "EUR"}
        assert answer["breakdown"]["total"] == {"amount": "28.73", "currency": "EUR"}
        [found] = answer["inspection"]
        assert (found["finding"], found["disposition"]) == ("damaged", "repair")
        assert found["evidence"][0]["thumbnail_url"].startswith("http")
        assert answer["answer_by"] is not None
        assert answer["allowed_acts"] == ["inspect"]

    def test_says_beforehand_what_it_comes_to(self, strict_desk: Desk) -> None:
        case = approved(strict_desk)
        wanted = torn(strict_desk, case)

        outlook = strict_desk.post(f"{API}/returns/{case.number}/inspect/preview", wanted)

        assert outlook.get_json()["breakdown"]["total"]["amount"] == "28.73"
        assert outlook.get_json()["is_less"]
        assert strict_desk.app.case(case.number).status is ReturnStatus.APPROVED

    @pytest.mark.parametrize(
        ("found", "status", "code"),
        [
            ({"accepted": 2}, 422, "quantity_invalid"),
            ({"deduction": {"amount": "1.00", "currency": "EUR"}}, 422, "finding_missing"),
            ({"deduction": {"amount": "1.001", "currency": "EUR"}}, 422, "money_invalid"),
            (
                {
                    "deduction": {"amount": "32.74", "currency": "EUR"},
                    "finding": "used",
                    "note": "Worn.",
                },
                409,
                "deduction_too_large",
            ),
            ({"evidence": ["no-such-file"]}, 422, "photo_unknown"),
            ({"accepted": "all"}, 422, "malformed"),
        ],
    )
    def test_refuses_with_a_code_and_the_place(
        self, strict_desk: Desk, found: dict[str, Any], status: int, code: str
    ) -> None:
        case = approved(strict_desk)

        answer = strict_desk.post(f"{API}/returns/{case.number}/inspect", told(case, **found))

        problem = answer.get_json()
        assert (answer.status_code, problem["code"]) == (status, code)
        if code == "malformed":
            assert problem["fields"] == {"lines": {"0": {"accepted": ["Not a valid integer."]}}}
        elif code != "money_invalid":
            assert problem["line_id"] == case.lines[0].order_line_id

    def test_wants_a_photo_where_law_gives_the_money_back(self, desk: Desk) -> None:
        case = desk.open_return()
        without = torn(desk, case)
        without["lines"][0]["evidence"] = []

        answer = desk.post(f"{API}/returns/{case.number}/inspect", without)

        assert answer.get_json()["code"] in ("evidence_missing", "deduction_unlawful")

    def test_takes_no_photo_once_the_money_is_on_its_way(self, desk: Desk) -> None:
        case = desk.open_return()
        for act in ("receive", "refund"):
            desk.post(f"{API}/returns/{case.number}/{act}")

        answer = desk.post(
            f"{API}/returns/{case.number}/photos",
            data={"photo": (BytesIO(a_phones_photo()), "seam.jpg")},
        )

        assert answer.get_json()["code"] == "transition_not_allowed"

    def test_takes_nothing_for_a_photo_that_is_none(self, desk: Desk) -> None:
        case = desk.open_return()

        answer = desk.post(f"{API}/returns/{case.number}/photos", data=b"%PDF-1.7")

        assert answer.get_json()["code"] == "photo_unreadable"

    def test_knows_no_case_of_another_shop(self, desk: Desk) -> None:
        answer = desk.post(f"{API}/returns/R-2026-999999/inspect/preview", {"lines": []})

        assert answer.status_code in (404, 422)


class TestAnObjection:
    def test_waits_for_the_merchant_until_the_goods_are_looked_at_again(
        self, strict_desk: Desk
    ) -> None:
        case = approved(strict_desk)
        strict_desk.post(f"{API}/returns/{case.number}/inspect", torn(strict_desk, case))
        object_to(strict_desk, case)

        overview = strict_desk.get(f"{PARTS}/returns").get_data(as_text=True)
        assert f"The customer of return {case.number} does not agree" in overview
        assert "Customer objects" in overview
        page = strict_desk.get(f"{PARTS}/returns/{case.number}").get_data(as_text=True)
        assert "It was torn when it came." in page

        strict_desk.post(f"{API}/returns/{case.number}/inspect", told(case))
        after = strict_desk.get(f"{PARTS}/returns").get_data(as_text=True)
        assert "does not agree" not in after

    def test_leaves_open_what_came_back(self, strict_desk: Desk) -> None:
        case = approved_pair(strict_desk)
        line = case.lines[0].order_line_id
        odd = {"finding": "damaged", "note": "One is torn."}
        less = {"lines": [{"line_id": line, "accepted": 1, "rejected": 1, **odd}]}
        strict_desk.post(f"{API}/returns/{case.number}/inspect", less)
        object_to(strict_desk, case)
        strict_desk.app.settle()
        assert not strict_desk.app.case(case.number).goods_written

        all_of_it = {"lines": [{"line_id": line, "accepted": 2}]}
        answer = strict_desk.post(f"{API}/returns/{case.number}/inspect", all_of_it)
        strict_desk.app.settle()

        assert answer.status_code == 200
        assert strict_desk.app.case(case.number).goods_written

    def test_ends_with_goods_in_saleor_when_settled_outside(self, strict_desk: Desk) -> None:
        case = approved(strict_desk)
        strict_desk.post(f"{API}/returns/{case.number}/inspect", torn(strict_desk, case))
        object_to(strict_desk, case)

        given = {"amount": "28.73", "currency": "EUR"}
        strict_desk.post(f"{API}/returns/{case.number}/mark-refunded", given)
        strict_desk.app.settle()

        settled = strict_desk.app.case(case.number)
        assert (settled.status, settled.goods_written) == (ReturnStatus.COMPLETED, True)

    def test_lets_the_money_go_as_it_stands(self, strict_desk: Desk) -> None:
        case = approved(strict_desk)
        strict_desk.post(f"{API}/returns/{case.number}/inspect", torn(strict_desk, case))
        object_to(strict_desk, case)

        strict_desk.post(f"{API}/returns/{case.number}/refund")
        strict_desk.app.settle(ahead=True)

        paid = strict_desk.app.case(case.number)
        assert (paid.money_status, paid.status) == (MoneyStatus.REFUNDED, ReturnStatus.COMPLETED)
        assert paid.answer is Answer.OBJECTED
        assert strict_desk.get(f"{API}/health").get_json()["problems"] == []


class TestThePage:
    def test_says_what_law_leaves_to_decide(self, desk: Desk) -> None:
        case = desk.open_return()

        page = desk.get(f"{PARTS}/returns/{case.number}/inspect").get_data(as_text=True)

        assert "The customer withdraws by law." in page

    def test_shows_what_comes_of_it_while_it_is_filled_in(self, strict_desk: Desk) -> None:
        case = approved(strict_desk)
        line = case.lines[0].order_line_id
        form = {"line": line, "accepted.0": "1", "rejected.0": "0", "finding.0": "used"}
        address = f"{PARTS}/returns/{case.number}/inspect/preview"

        unfinished = strict_desk.submit(address, **form, **{"deduction.0": "3.20"})
        finished = strict_desk.submit(address, **form, **{"deduction.0": "3.20", "note.0": "Worn."})

        assert "needs what was found and a reason" in unfinished.get_data(as_text=True)
        assert "€30.53" in finished.get_data(as_text=True)

    def test_leads_back_where_the_money_has_gone(self, desk: Desk) -> None:
        case = desk.open_return()
        for act in ("receive", "refund"):
            desk.post(f"{API}/returns/{case.number}/{act}")

        answer = desk.get(f"{PARTS}/returns/{case.number}/inspect")

        assert answer.status_code == 409
        assert "has changed in the meantime" in answer.get_data(as_text=True)


@pytest.fixture
def visit(strict_desk: Desk) -> Iterator[Visit]:
    with sitting_at(strict_desk) as visit:
        yield visit


class TestInTheDashboard:
    def test_goods_are_looked_at_with_a_photo(self, visit: Visit, tmp_path: Path) -> None:
        order = visit.desk.app.saleor.place_order(
            [a_line(unit="32.73"), a_line("tasse", 2)], shipping="6.00", country="US"
        )
        case = visit.desk.open_return(order)
        visit.desk.post(f"{API}/returns/{case.number}/approve")
        seam = tmp_path / "seam.jpg"
        seam.write_bytes(a_phones_photo())
        visit.enter()
        visit.open(case.number)

        visit.frame.get_by_role("link", name="Inspect").click()
        expect(visit.frame.get_by_role("heading", name="What came back?")).to_be_visible()
        expect(visit.page).to_have_url(re.compile(r"/inspect$"))
        expect(visit.frame.locator("#outlook")).to_contain_text("As it was confirmed")
        visit.frame.get_by_label("What was found").nth(0).select_option("damaged")
        visit.frame.get_by_label("Kept for the loss in value").nth(0).fill("5.00")
        expect(visit.frame.locator("#outlook")).to_contain_text("needs what was found and a reason")
        visit.frame.get_by_label("What is wrong").nth(0).fill("The seam is torn.")
        visit.frame.locator("#photo-0").set_input_files(seam)
        expect(visit.frame.locator("input[name='evidence.0']")).to_have_count(1)
        visit.frame.get_by_label("Accepted", exact=True).nth(1).fill("1")
        expect(visit.frame.locator("[data-missing]").nth(1)).to_have_text("1")
        expect(visit.frame.locator("#outlook")).to_contain_text("may answer until")
        visit.keep("inspect")
        visit.frame.get_by_role("button", name="Write it down").click()

        expect(visit.frame.get_by_role("heading", name="What was found")).to_be_visible()
        expect(visit.frame.get_by_role("button", name="Refund now")).to_be_disabled()
        expect(visit.page).to_have_url(re.compile(rf"/desk/returns/{case.number}$"))
        visit.keep("inspected")
        object_to(visit.desk, visit.desk.app.case(case.number))
        visit.page.reload()
        expect(visit.frame.get_by_text("It was torn when it came.")).to_be_visible()
        visit.keep("objected")


class TestRestocking:
    def test_needs_a_warehouse_that_the_shop_has(self, desk: Desk) -> None:
        desk.app.saleor.grant("MANAGE_PRODUCTS")
        desk.submit("/desk/parts/features/restocking/on")
        page = desk.get("/desk/parts/features").get_data(as_text=True)
        assert "Choose a warehouse" in page
        assert "Roubaix" in page

        unknown = desk.submit("/desk/parts/features/restocking/warehouse", warehouse="moon")
        chosen = re.search(r'<option value="([^"]+)">Roubaix', page)
        assert chosen is not None
        saved = desk.submit("/desk/parts/features/restocking/warehouse", warehouse=chosen[1])

        assert unknown.status_code == 404
        assert "Choose a warehouse" not in saved.get_data(as_text=True)

    def test_is_answered_for_by_a_person_where_it_is_unclear(self, desk: Desk) -> None:
        desk.app.saleor.grant("MANAGE_PRODUCTS")
        page = desk.submit("/desk/parts/features/restocking/on").get_data(as_text=True)
        place = re.search(r'<option value="([^"]+)">Lyon', page)
        assert place is not None
        desk.submit("/desk/parts/features/restocking/warehouse", warehouse=place[1])
        case = desk.open_return()
        desk.app.settle()
        desk.app.saleor.faults.add("productVariantStocksUpdate", FaultEffect.REFUSE)
        desk.post(f"{API}/returns/{case.number}/receive")
        desk.app.settle()
        [asked] = desk.get(f"{API}/returns/{case.number}").get_json()["restocks"]
        shown = desk.get(f"{PARTS}/returns/{case.number}").get_data(as_text=True)

        answer = desk.post(
            f"{API}/returns/{case.number}/restock", {"line_id": asked["line_id"], "added": True}
        )
        again = desk.submit(
            f"{PARTS}/returns/{case.number}/restock", line_id=asked["line_id"], added="true"
        )

        assert (asked["state"], asked["hitch"]) == ("unclear", "refused")
        assert "Saleor refused it" in shown
        assert answer.get_json()["restocks"][0]["state"] == "done"
        assert again.status_code == 409
