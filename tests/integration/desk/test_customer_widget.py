"""The small frame beside a customer."""

import pytest

from tests.integration.desk.conftest import PARTS, Desk
from tests.support.sandbox import a_line

CUSTOMER = f"{PARTS}/widgets/customer"
EMAIL = "noor@example.com"


class TestTheWidgetOfACustomer:
    def test_shows_what_the_account_sends_back_and_nobody_else(self, strict_desk: Desk) -> None:
        saleor = strict_desk.app.saleor
        mine, other = (
            strict_desk.open_return(saleor.place_order([a_line(unit="32.73")], email=email))
            for email in (EMAIL, "sam@example.com")
        )

        page = strict_desk.get(f"{CUSTOMER}?customerId={saleor.customer_id(EMAIL)}").text

        assert mine.number in page
        assert other.number not in page

    def test_shows_what_was_bought_without_the_account(self, strict_desk: Desk) -> None:
        saleor = strict_desk.app.saleor
        strict_desk.open_return(saleor.place_order([a_line()], email=EMAIL))
        guest = saleor.place_order([a_line()], email=EMAIL.title(), has_account=False)
        case = strict_desk.open_return(guest)

        page = strict_desk.get(f"{CUSTOMER}?customerId={saleor.customer_id(EMAIL)}&rows=25").text

        assert case.number in page
        assert f"Order {guest.number}" in page

    def test_shows_two_and_leads_to_the_rest(self, strict_desk: Desk) -> None:
        saleor = strict_desk.app.saleor
        order = saleor.place_order([a_line(quantity=4)], email=EMAIL)
        cases = [strict_desk.open_return(order, quantity=1) for _ in range(4)]
        customer = saleor.customer_id(EMAIL)

        page = strict_desk.get(f"{CUSTOMER}?customerId={customer}").text
        whole = strict_desk.get(f"{CUSTOMER}?customerId={customer}&rows=25").text

        assert [case.number in page for case in cases] == [False, False, True, True]
        assert "and 2 more" in page
        assert all(case.number in whole for case in cases)

    def test_knows_when_there_is_nothing(self, strict_desk: Desk) -> None:
        strict_desk.open_return()

        answer = strict_desk.get(f"{CUSTOMER}?customerId=VXNlcjo5OTk=")

        assert answer.status_code == 200
        assert "has not asked" in answer.text

    @pytest.mark.parametrize("query", ["", "?customerId=", "?orderId=x", "?customerId=x&rows=99"])
    def test_needs_to_know_whom(self, strict_desk: Desk, query: str) -> None:
        assert strict_desk.get(f"{CUSTOMER}{query}").status_code == 422

    def test_shows_nothing_to_strangers(self, strict_desk: Desk) -> None:
        client, headers = strict_desk.app.client, strict_desk.app.staff_headers(permissions=[])

        assert client.get(f"{CUSTOMER}?customerId=x").status_code == 401
        assert client.get(f"{CUSTOMER}?customerId=x", headers=headers).status_code == 403
        other = strict_desk.app.staff_headers(app="QXBwOjk5OQ==")
        assert client.get(f"{CUSTOMER}?customerId=x", headers=other).status_code == 401
