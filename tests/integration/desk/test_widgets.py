"""The small frames in the Dashboard: beside an order, and on its home page."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.integration.desk.conftest import PARTS, Desk
from tests.integration.desk.test_in_the_dashboard import SCREEN, Visit
from tests.support.browser import chromium, served
from tests.support.sandbox import a_line

ORDER = f"{PARTS}/widgets/order"


class TestTheWidgetOfAnOrder:
    def test_shows_the_returns_of_this_order_alone(self, strict_desk: Desk) -> None:
        saleor = strict_desk.app.saleor
        order, other = (saleor.place_order([a_line(unit="32.73")]) for _ in "ab")
        case, foreign = (strict_desk.open_return(one) for one in (order, other))

        page = strict_desk.get(f"{ORDER}?orderId={order.id}").text

        assert case.number in page
        assert "33.73" in page
        assert foreign.number not in page

    def test_shows_two_and_says_how_many_more(self, strict_desk: Desk) -> None:
        order = strict_desk.app.saleor.place_order([a_line(quantity=5, unit="10.00")])
        cases = [strict_desk.open_return(order, quantity=1) for _ in range(5)]

        page = strict_desk.get(f"{ORDER}?orderId={order.id}").text

        assert [case.number in page for case in cases] == [False, False, False, True, True]
        assert "and 3 more" in page

    def test_says_so_when_there_are_none(self, strict_desk: Desk) -> None:
        answer = strict_desk.get(f"{ORDER}?orderId=T3JkZXI6MA==", **{"Accept-Language": "fr"})

        assert answer.status_code == 200
        assert "Personne n’a demandé" in answer.text

    @pytest.mark.parametrize("query", ["", "?orderId=", f"?orderId={'x' * 201}"])
    def test_needs_to_know_the_order(self, strict_desk: Desk, query: str) -> None:
        assert strict_desk.get(f"{ORDER}{query}").status_code == 422

    @pytest.mark.parametrize("kind", ["order?orderId=x", "home"])
    def test_shows_nothing_to_strangers(self, strict_desk: Desk, kind: str) -> None:
        client, headers = strict_desk.app.client, strict_desk.app.staff_headers(permissions=[])

        assert client.get(f"{PARTS}/widgets/{kind}").status_code == 401
        assert client.get(f"{PARTS}/widgets/{kind}", headers=headers).status_code == 403


class TestTheWidgetOfTheHomePage:
    def test_counts_the_returns_of_each_tab(self, strict_desk: Desk) -> None:
        strict_desk.open_return()

        page = strict_desk.get(f"{PARTS}/widgets/home").text

        assert re.search(r"tab=requests[^>]*><strong>1</strong>", page)
        assert re.search(r"tab=completed[^>]*><strong>0</strong>", page)


@pytest.fixture
def visit(strict_desk: Desk) -> Iterator[Visit]:
    app = strict_desk.app
    with served(app.flask) as url, chromium() as browser:
        app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
        app.install()
        page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
        yield Visit(page, strict_desk, url)


class TestInTheDashboard:
    def test_stands_beside_the_order_and_leads_into_the_desk(self, visit: Visit) -> None:
        order = visit.desk.app.saleor.place_order([a_line(quantity=4, unit="32.73")])
        cases = [visit.desk.open_return(order, quantity=1) for _ in range(4)]
        visit.page.goto(f"{visit.desk.app.saleor.url}/dashboard/orders/{order.id}")
        link = visit.frame.get_by_role("link", name=cases[-1].number)

        expect(link).to_be_visible()
        visit.keep("widget-order-light")
        visit.page.locator("[data-choice=theme]").click()
        expect(visit.frame.locator("html")).to_have_attribute("data-theme", "dark")
        visit.keep("widget-order-dark")
        box = visit.page.locator("iframe").bounding_box()
        with visit.page.context.expect_page() as opened:
            link.click()

        assert box is not None
        assert box["height"] <= 225
        assert visit.frame.locator("html").evaluate("e => e.scrollHeight <= e.clientHeight")
        desk = opened.value.frame_locator("iframe")
        expect(desk.get_by_role("heading", name=f"Return {cases[-1].number}")).to_be_visible()


class TestThePagesOfTheDashboard:
    def test_show_the_home_page_and_lead_into_a_tab(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        visit.page.goto(f"{visit.desk.app.saleor.url}/dashboard/")
        expect(visit.frame.get_by_role("link", name="1 Requests")).to_be_visible()
        visit.keep("home")

        with visit.page.context.expect_page() as opened:
            visit.frame.get_by_role("link", name="1 Requests").click()

        desk = opened.value.frame_locator("iframe")
        expect(desk.locator(f"#row-{case.number}")).to_be_visible()

    def test_show_a_customer(self, visit: Visit) -> None:
        case = visit.desk.open_return()
        customer = visit.desk.app.saleor.customer_id("camille@example.com")
        visit.page.goto(f"{visit.desk.app.saleor.url}/dashboard/customers/{customer}")

        expect(visit.frame.get_by_role("link", name=case.number)).to_be_visible()
        visit.keep("widget-customer")
