import json
from datetime import UTC, datetime

import pytest
from werkzeug.test import TestResponse

from saleor_returns_app.domain.policy.terms import Outcome, ReturnMethod
from saleor_returns_app.domain.return_states import MoneyStatus, ReturnStatus
from saleor_returns_app.sandbox.saleor.behaviours import PaymentBehaviour
from tests.integration.desk.conftest import PARTS, Desk
from tests.support.whole_app import APP_URL

DIALOG = "dialog[open] [data-refusal]"


def dialogs(answer: TestResponse) -> set[str]:
    """List the acts that a page offers."""
    acts = ("approve", "reject", "receive", "refund", "mark-refunded", "cancel", "resend-label")
    return {act for act in acts if f'id="dialog-{act}"' in answer.text}


class TestTheShell:
    def test_may_be_framed_and_knows_nothing(self, desk: Desk) -> None:
        case = desk.open_return()

        for path in ("/desk/", f"/desk/returns/{case.number}"):
            answer = desk.app.client.get(path)
            assert answer.status_code == 200
            assert "frame-ancestors https:" in answer.headers["Content-Security-Policy"]
            assert "X-Frame-Options" not in answer.headers
            assert "camille" not in answer.text
            assert case.number not in answer.text

    def test_holds_no_script_or_style_of_its_own(self, desk: Desk) -> None:
        page = desk.app.client.get("/desk/").text

        assert "<style" not in page
        assert " style=" not in page
        assert page.count("<script") == page.count('<script src="/static/')

    def test_is_where_the_root_leads_with_what_the_dashboard_said(self, desk: Desk) -> None:
        answer = desk.app.client.get("/?saleorApiUrl=https%3A%2F%2Fa.example%2Fgraphql%2F&id=QQ==")

        assert answer.status_code == 302
        assert answer.headers["Location"] == (
            "/desk/?saleorApiUrl=https%3A%2F%2Fa.example%2Fgraphql%2F&id=QQ=="
        )
        assert "frame-ancestors https:" in answer.headers["Content-Security-Policy"]

    def test_speaks_the_language_of_the_frame_not_of_a_cookie(self, desk: Desk) -> None:
        client = desk.app.client
        client.set_cookie("returns_language", "fr")

        assert '<html lang="en">' in client.get("/desk/").text
        french = client.get("/desk/", headers={"Accept-Language": "fr-FR, en;q=0.5"}).text
        assert '<html lang="fr">' in french


class TestTheOverview:
    def test_begins_with_the_portal_to_hand_out(self, desk: Desk) -> None:
        page = desk.get(f"{PARTS}/returns").text

        assert "No returns yet" in page
        assert f'value="{APP_URL}/portal/{desk.app.shop.slug}/"' in page

    def test_says_when_nothing_fits(self, desk: Desk) -> None:
        desk.open_return()

        page = desk.get(f"{PARTS}/returns?search=nobody").text

        assert "No return fits" in page
        assert "No returns yet" not in page

    def test_lists_a_return_for_the_store_as_without_label(self, desk: Desk) -> None:
        case = desk.open_return(method=ReturnMethod.IN_STORE)

        page = desk.get(f"{PARTS}/returns?tab=in_transit").text

        assert f'id="row-{case.number}"' in page
        assert ">No label</span>" in page
        assert "€38.73" in page

    def test_puts_what_was_typed_into_the_address_without_history(self, desk: Desk) -> None:
        desk.open_return()

        answer = desk.get(
            f"{PARTS}/returns?tab=requests&search=ca&status=", **{"HX-Trigger": "filters"}
        )

        assert answer.headers["HX-Replace-Url"] == "/desk/?tab=requests&search=ca"

    def test_escapes_what_customers_and_searchers_write(self, desk: Desk) -> None:
        case = desk.open_return(message="<img src=x onerror=alert(1)>")

        assert "<img src=x" not in desk.get(f"{PARTS}/returns/{case.number}").text
        assert "<b>" not in desk.get(f"{PARTS}/returns?search=<b>").text

    def test_speaks_french(self, desk: Desk) -> None:
        desk.open_return()

        page = desk.get(f"{PARTS}/returns", **{"Accept-Language": "fr"}).text

        assert 'lang="fr"' in page
        assert "33,73\N{NO-BREAK SPACE}€" in page
        assert "Commande" in page


class TestOneReturn:
    def test_shows_the_refund_as_arithmetic(self, desk: Desk) -> None:
        case = desk.open_return(message="Much too small.")

        page = desk.get(f"{PARTS}/returns/{case.number}").text

        for word in ("€32.73", "€6.00", "€5.00", "€33.73", "Much too small.", "Camille Laurent"):
            assert word in page
        assert page.index("€32.73") < page.index("Original shipping") < page.index("Return fee")
        assert 'data-leads-to="/orders/' in page

    def test_offers_the_acts_that_its_state_allows(self, strict_desk: Desk) -> None:
        case = strict_desk.open_return()
        path = f"{PARTS}/returns/{case.number}"

        assert dialogs(strict_desk.get(path)) == {"approve", "reject", "cancel"}
        assert dialogs(strict_desk.submit(f"{path}/approve")) == {"receive", "cancel"}
        strict_desk.app.work()
        assert dialogs(strict_desk.get(path)) == {"receive", "cancel", "resend-label"}
        assert dialogs(strict_desk.submit(f"{path}/receive")) == {"refund", "mark-refunded"}
        paid = strict_desk.submit(f"{path}/mark-refunded", amount="33.73", currency="EUR")
        assert dialogs(paid) == set()

    def test_hides_the_refund_from_who_may_not_handle_payments(self, desk: Desk) -> None:
        case = desk.open_return()
        desk.submit(f"{PARTS}/returns/{case.number}/receive")
        headers = desk.app.staff_headers(permissions=["MANAGE_ORDERS"])

        answer = desk.app.client.get(f"{PARTS}/returns/{case.number}", headers=headers)

        assert dialogs(answer) == {"mark-refunded"}
        assert "permission to handle payments" in answer.text

    def test_answers_nothing_while_nothing_has_happened(self, desk: Desk) -> None:
        case = desk.open_return()
        page = desk.get(f"{PARTS}/returns/{case.number}").text
        poll = page.split("data-quiet")[0].rsplit('hx-get="', 1)[1].split('"')[0]

        assert desk.get(poll).status_code == 204
        desk.app.work()
        assert "Download the label" in desk.get(poll).text

    def test_shows_a_failed_refund_with_what_to_do(self, desk: Desk) -> None:
        case = desk.open_return()
        desk.submit(f"{PARTS}/returns/{case.number}/receive")
        desk.app.settle()
        desk.app.saleor.payment_behaviour(PaymentBehaviour.REFUSE)
        desk.submit(f"{PARTS}/returns/{case.number}/refund")
        desk.app.settle(ahead=True)

        answer = desk.get(f"{PARTS}/returns/{case.number}")

        assert desk.app.case(case.number).money_status is MoneyStatus.FAILED
        assert "Nothing is tried again by itself" in answer.text
        assert dialogs(answer) == {"refund", "mark-refunded"}

    def test_offers_to_make_a_label_again_that_could_not_be_made(self, desk: Desk) -> None:
        case = desk.open_return()
        with desk.app.parts.services.transaction() as store:
            failed = store.returns.locked(case.id)
            failed.label_failed("The address has no street.", at=datetime.now(UTC))

        page = desk.get(f"{PARTS}/returns/{case.number}")
        assert "The address has no street." in page.text
        assert "have the label made again" in page.text
        assert 'id="act-resend-label" class="button primary"' in page.text

        again = desk.submit(f"{PARTS}/returns/{case.number}/resend-label")
        assert "Label being made" in again.text
        desk.app.work()
        assert desk.app.case(case.number).label is not None

    def test_can_be_missing(self, desk: Desk) -> None:
        answer = desk.get(f"{PARTS}/returns/R-2026-999999")

        assert (answer.status_code, answer.mimetype) == (404, "text/html")
        assert "Not found" in answer.text
        assert answer.headers["HX-Retarget"] == "#desk"


class TestActs:
    @pytest.mark.parametrize(
        ("act", "form", "status"),
        [
            ("approve", {}, ReturnStatus.APPROVED),
            ("reject", {"reason": "Worn."}, ReturnStatus.REJECTED),
            ("cancel", {}, ReturnStatus.CANCELLED),
        ],
    )
    def test_answer_with_the_fresh_page_and_a_toast(
        self, strict_desk: Desk, act: str, form: dict[str, str], status: ReturnStatus
    ) -> None:
        case = strict_desk.open_return()

        answer = strict_desk.submit(f"{PARTS}/returns/{case.number}/{act}", **form)

        assert answer.status_code == 200
        assert case.number in json.loads(answer.headers["HX-Trigger"])["desk:done"]["text"]
        assert strict_desk.app.case(case.number).status is status

    def test_show_the_fresh_state_when_somebody_else_was_first(self, strict_desk: Desk) -> None:
        case = strict_desk.open_return()
        strict_desk.submit(f"{PARTS}/returns/{case.number}/reject", reason="Worn.")

        answer = strict_desk.submit(f"{PARTS}/returns/{case.number}/approve")

        assert answer.status_code == 409
        assert "has changed in the meantime" in answer.text
        assert "HX-Retarget" not in answer.headers
        assert "Worn." in answer.text

    def test_say_in_their_dialog_what_is_wrong(self, desk: Desk) -> None:
        case = desk.open_return(outcome=Outcome.STORE_CREDIT)
        path = f"{PARTS}/returns/{case.number}"
        desk.submit(f"{path}/receive")

        too_much = desk.submit(f"{path}/mark-refunded", amount="99", currency="EUR")
        assert (too_much.status_code, too_much.headers["HX-Retarget"]) == (409, DIALOG)
        assert "more than" in too_much.text

        empty = desk.submit(f"{path}/mark-refunded", amount="", currency="EUR")
        assert (empty.status_code, empty.headers["HX-Retarget"]) == (422, DIALOG)

        wrong = desk.submit(f"{path}/refund")
        assert (wrong.status_code, wrong.headers["HX-Retarget"]) == (422, DIALOG)

    def test_need_a_token_too(self, desk: Desk) -> None:
        case = desk.open_return()

        answer = desk.app.client.post(f"{PARTS}/returns/{case.number}/cancel")

        assert (answer.status_code, answer.mimetype) == (401, "text/html")
        assert desk.app.case(case.number).status is ReturnStatus.APPROVED
        page = desk.app.client.get(f"{PARTS}/returns")
        assert page.status_code == 401
        assert "Your session has ended" in page.text
