"""A return through the portal's API, the way a storefront takes it."""

from datetime import timedelta

import time_machine

from saleor_returns_app.domain.policy.terms import Outcome
from saleor_returns_app.http.entry import now
from tests.integration.portal.conftest import POLICY
from tests.support.flat_policies import FlatPolicy
from tests.support.sandbox import a_line
from tests.support.shopper import API, Shopper
from tests.support.whole_app import APP_URL, WholeApp


def euro(amount: str) -> dict[str, str]:
    return {"amount": amount, "currency": "EUR"}


class TestTheShop:
    def test_tells_what_it_offers(self, shopper: Shopper) -> None:
        told = shopper.client.get(shopper.shop).get_json()

        assert told["name"] == shopper.app.shop.shop_name
        assert told["languages"] == ["en", "fr"]
        other = next(reason for reason in told["reasons"] if reason["code"] == "other")
        assert other == {"code": "other", "label": "Another reason", "message_required": True}

    def test_speaks_french_when_asked(self, shopper: Shopper) -> None:
        french = shopper.client.get(shopper.shop, headers={"Accept-Language": "fr"}).get_json()

        assert {"code": "refund", "label": "Remboursement"} in french["outcomes"]


class TestFindingAnOrder:
    def test_works_with_the_postal_code_as_people_type_it(self, shopper: Shopper) -> None:
        assert shopper.find(postal_code=" 690-03").status_code == 200

    def test_tells_what_may_come_back(self, shopper: Shopper) -> None:
        told = shopper.find(email="CAMILLE@example.com").get_json()["order"]

        line = told["lines"][0]
        assert told["number"] == shopper.order.number
        assert (line["returnable"], line["refusals"]) == (1, [])
        assert (line["unit_price"], line["paid"]) == (euro("32.73"), euro("32.73"))
        fees = {one["method"]["code"]: one["fee"]["amount"] for one in told["offers"]}
        assert fees == {"drop_off": euro("5.00"), "in_store": euro("0.00")}
        assert line["tracks"][:2] == ["statutory", "policy"]
        assert line["window"]["because"]["article"]
        assert told["is_returnable"]

    def test_gives_one_answer_for_a_wrong_number_and_a_wrong_proof(self, shopper: Shopper) -> None:
        wrong_proof = shopper.find(email="eve@example.com")
        wrong_number = shopper.find(number="999999", email=shopper.order.email)

        assert wrong_proof.get_json() == wrong_number.get_json()
        assert (wrong_proof.status_code, wrong_proof.get_json()["code"]) == (404, "order_not_found")

    def test_is_refused_to_somebody_who_guesses(self, shopper: Shopper) -> None:
        for guess in range(10):
            shopper.find(postal_code=f"7500{guess}")

        answer = shopper.find()

        assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many_attempts")
        assert int(answer.headers["Retry-After"]) > 0

    def test_tells_each_reason_why_a_line_may_not_come_back(self, app: WholeApp) -> None:
        app.publish(POLICY)
        lines = [a_line("bougie"), a_line("carte"), a_line("marin")]
        late = Shopper(app, app.saleor.place_order(lines, days_ago=60, country="US"))

        told = late.find().get_json()["order"]

        codes = [[refusal["code"] for refusal in line["refusals"]] for line in told["lines"]]
        assert codes[0] == ["product_refused", "window_over"]
        assert "gift_card" in codes[1]
        assert codes[2] == ["window_over"]
        assert "30 days ended on" in told["lines"][2]["refusals"][0]["message"]
        assert told["lines"][0]["refusals"][0]["rule_id"] == "refused-products"
        assert not told["is_returnable"]


class TestAQuote:
    def test_adds_up_to_the_cent(self, visitor: Shopper) -> None:
        quote = visitor.quote().get_json()

        parts = [(part["kind"], part["amount"]["amount"]) for part in quote["breakdown"]["parts"]]
        assert parts == [
            ("goods", "32.73"),
            ("original_shipping", "6.00"),
            ("return_fee", "-5.00"),
        ]
        assert quote["breakdown"]["total"] == euro("33.73")
        assert quote["approval_required"] is False

    def test_costs_no_fee_in_the_store(self, visitor: Shopper) -> None:
        quote = visitor.quote(method="in_store").get_json()

        assert quote["breakdown"]["total"] == euro("38.73")

    def test_keeps_nothing(self, visitor: Shopper) -> None:
        visitor.quote()

        assert visitor.get("/order").get_json()["returns"] == []


class TestAReturn:
    def test_goes_from_the_quote_to_its_label(self, visitor: Shopper) -> None:
        opened = visitor.submit()
        number = opened.get_json()["number"]

        assert opened.status_code == 201
        assert opened.headers["Location"] == f"{APP_URL}{API}/returns/{number}"
        assert opened.get_json()["label"]["state"] == "preparing"
        visitor.app.settle()
        followed = visitor.get(f"/returns/{number}").get_json()
        label = visitor.client.get(followed["label"]["url"].removeprefix(APP_URL))
        assert label.mimetype == "application/pdf"
        assert label.data.startswith(b"%PDF")
        assert f"{number}.pdf" in label.headers["Content-Disposition"]
        assert [entry["kind"] for entry in followed["timeline"]] == [
            "requested",
            "approved",
            "label_made",
        ]
        assert followed["parcel"]["code"] == "announced"

    def test_is_shown_with_its_order_from_then_on(self, visitor: Shopper) -> None:
        number = visitor.submit().get_json()["number"]

        order = visitor.get("/order").get_json()
        assert [one["number"] for one in order["returns"]] == [number]
        assert order["lines"][0]["refusals"][0]["code"] == "already_returned"

    def test_waits_for_the_shop_where_approval_is_needed(self, app: WholeApp) -> None:
        app.publish(FlatPolicy(approval_required=True, outcomes=(Outcome.REFUND,)))
        shopper = Shopper(app, app.saleor.place_order(country="US"))
        shopper.find()

        told = shopper.submit().get_json()

        assert told["status"]["code"] == "requested"
        assert told["label"] == {"state": "none", "url": None, "expires_at": None}

    def test_can_be_taken_back_and_made_anew(self, visitor: Shopper) -> None:
        number = visitor.submit().get_json()["number"]

        cancelled = visitor.post(f"/returns/{number}/cancel").get_json()
        again = visitor.submit()

        assert cancelled["status"]["code"] == "cancelled"
        assert cancelled["may_be_cancelled"] is False
        assert again.status_code == 201

    def test_cannot_be_taken_back_twice(self, visitor: Shopper) -> None:
        number = visitor.submit().get_json()["number"]
        visitor.post(f"/returns/{number}/cancel")

        again = visitor.post(f"/returns/{number}/cancel")

        assert (again.status_code, again.get_json()["code"]) == (409, "transition_not_allowed")


class TestWhatIsNotOnesOwn:
    def test_a_return_of_another_order_is_not_found(self, visitor: Shopper) -> None:
        number = visitor.submit().get_json()["number"]
        other = Shopper(visitor.app, visitor.app.saleor.place_order(email="eve@example.com"))
        other.find()

        for answer in (
            other.get(f"/returns/{number}"),
            other.post(f"/returns/{number}/cancel"),
        ):
            assert (answer.status_code, answer.get_json()["code"]) == (404, "return_not_found")
        assert visitor.get(f"/returns/{number}").get_json()["status"]["code"] == "approved"

    def test_a_quote_of_another_order_is_refused(self, visitor: Shopper) -> None:
        quote = visitor.quote().get_json()["quote"]
        other = Shopper(visitor.app, visitor.app.saleor.place_order(email="eve@example.com"))
        other.find()

        answer = other.post("/returns", {"quote": quote})

        assert (answer.status_code, answer.get_json()["code"]) == (422, "quote_invalid")

    def test_nothing_is_told_without_a_token(self, shopper: Shopper) -> None:
        for path in ("/order", "/returns/R-2026-000001"):
            answer = shopper.get(path)
            assert (answer.status_code, answer.get_json()["code"]) == (401, "unauthenticated")

    def test_a_token_ends_after_two_hours(self, visitor: Shopper) -> None:
        with time_machine.travel(now() + timedelta(hours=2, seconds=2)):
            answer = visitor.get("/order")

        assert (answer.status_code, answer.get_json()["code"]) == (401, "access_expired")

    def test_a_label_opens_by_its_own_link_only(self, visitor: Shopper) -> None:
        number = visitor.submit().get_json()["number"]
        visitor.app.settle()
        token = visitor.headers["Authorization"].removeprefix("Bearer ")
        link = visitor.get(f"/returns/{number}").get_json()["label"]["url"].removeprefix(APP_URL)

        forged = [f"{API}/labels/{token}", f"{API}/labels/{number}", link[:-2] + "xx"]

        assert [visitor.client.get(path).status_code for path in forged] == [401, 401, 401]
        with time_machine.travel(now() + timedelta(hours=2, seconds=2)):
            late = visitor.client.get(link)
        assert late.get_json()["code"] == "access_expired"
