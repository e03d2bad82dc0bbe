"""The short sessions that pop-ups exchange their only token for."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from saleor_returns_app.domain.errors import AccessExpired, Unauthenticated
from saleor_returns_app.use_cases.installing.staff_sessions import (
    LIFETIME,
    LONGEST,
    PURPOSE,
    open_session,
    read_session,
)
from tests.integration.desk.conftest import API, PARTS, Desk
from tests.integration.desk.test_in_the_dashboard import SCREEN, Visit
from tests.support.browser import chromium, served
from tests.support.sandbox import a_line
from tests.support.whole_app import WholeApp, whole_app

SESSION = f"{PARTS}/widgets/session"
HOME = f"{PARTS}/widgets/home"


def exchanged(app: WholeApp, **claims: object) -> str:
    answer = app.client.post(SESSION, headers=app.staff_headers(**claims))
    assert answer.status_code == 200, answer.text
    return str(answer.get_json()["session"])


def by_session(app: WholeApp, session: str, path: str = HOME, method: str = "GET") -> int:
    headers = {"Desk-Session": session, "Saleor-Api-Url": app.saleor.api_url}
    return app.client.open(path, method=method, headers=headers).status_code


def sealed(app: WholeApp, *, at: datetime, **other: object) -> str:
    content = {
        "installation": app.shop.id,
        "app": app.shop.app_id,
        "email": "clerk@example.com",
        "permissions": ["MANAGE_ORDERS"],
        "began": int(at.timestamp()),
    }
    return app.parts.services.sealer.seal(PURPOSE, content | other, at=at)


class TestASession:
    def test_opens_the_small_frames(self, desk: Desk) -> None:
        assert by_session(desk.app, exchanged(desk.app)) == 200

    def test_is_given_for_a_proven_token_alone(self, desk: Desk) -> None:
        app = desk.app
        for claims in (
            {"ttl": -60},
            {"app": "QXBwOjk5OQ=="},
            {"iss": "http://evil.example/graphql/"},
        ):
            headers = app.staff_headers(**claims)
            assert app.client.post(SESSION, headers=headers).status_code == 401
        few = app.staff_headers(permissions=["MANAGE_PRODUCTS"])
        assert app.client.post(SESSION, headers=few).status_code == 403

    @pytest.mark.parametrize(
        ("path", "method"),
        [
            (f"{PARTS}/returns", "GET"),
            (f"{PARTS}/features", "GET"),
            (f"{API}/returns", "GET"),
            (f"{PARTS}/returns/R-2026-000001/approve", "POST"),
        ],
    )
    def test_opens_nothing_else(self, desk: Desk, path: str, method: str) -> None:
        assert by_session(desk.app, exchanged(desk.app), path, method) == 401

    def test_ends_after_a_while(self, desk: Desk) -> None:
        now = datetime.now(UTC)

        assert (
            by_session(desk.app, sealed(desk.app, at=now - LIFETIME + timedelta(minutes=1))) == 200
        )
        assert (
            by_session(desk.app, sealed(desk.app, at=now - LIFETIME - timedelta(minutes=1))) == 401
        )

    def test_can_be_renewed_for_two_hours(self, desk: Desk) -> None:
        app, now = desk.app, datetime.now(UTC)
        late, too_late = (now - LONGEST + timedelta(minutes=minutes) for minutes in (1, -1))

        renewed = app.client.post(
            SESSION,
            headers={
                "Desk-Session": sealed(app, at=now, began=int(late.timestamp())),
                "Saleor-Api-Url": app.saleor.api_url,
            },
        )
        member, began = read_session(
            app.saleor.api_url,
            renewed.get_json()["session"],
            at=now,
            sealer=app.parts.services.sealer,
            transaction=app.parts.services.transaction,
        )

        assert abs(began - late) < timedelta(seconds=1)
        assert member.email == "clerk@example.com"
        with pytest.raises(Unauthenticated):
            open_session(member, began=too_late, at=now, sealer=app.parts.services.sealer)
        old = sealed(app, at=now, began=int(too_late.timestamp()))
        assert by_session(app, old, SESSION, "POST") == 401

    def test_dies_with_the_installation_that_it_was_made_for(self, desk: Desk) -> None:
        session = exchanged(desk.app)

        desk.app.install()

        assert by_session(desk.app, session) == 401

    def test_is_good_for_its_shop_alone(self, desk: Desk) -> None:
        headers = {
            "Desk-Session": exchanged(desk.app),
            "Saleor-Api-Url": "http://other.example/graphql/",
        }

        assert desk.app.client.get(HOME, headers=headers).status_code == 401

    @pytest.mark.parametrize(
        "spoil", [lambda s: s[:-2] + "xx", lambda s: "x" + s, lambda _s: "none"]
    )
    def test_cannot_be_made_up(self, desk: Desk, spoil: object) -> None:
        assert callable(spoil)
        assert by_session(desk.app, spoil(exchanged(desk.app))) == 401

    def test_is_no_other_sealed_word(self, desk: Desk) -> None:
        app, now = desk.app, datetime.now(UTC)
        content = {"installation": app.shop.id, "app": app.shop.app_id, "permissions": []}
        other = app.parts.services.sealer.seal("order-access", content, at=now)

        assert by_session(app, other) == 401

    def test_that_has_ended_says_so(self, desk: Desk) -> None:
        services = desk.app.parts.services
        at = datetime.now(UTC)

        with pytest.raises(AccessExpired):
            read_session(
                desk.app.saleor.api_url,
                sealed(desk.app, at=at),
                at=at + LIFETIME + timedelta(seconds=2),
                sealer=services.sealer,
                transaction=services.transaction,
            )


@pytest.fixture
def older(database_url: str, tmp_path: Path) -> Iterator[Visit]:
    """Let somebody sit down at a Dashboard of 3.21: no widgets, and five actions."""
    with (
        whole_app(database_url, tmp_path, saleor_version="3.21.69") as app,
        served(app.flask) as url,
        chromium() as browser,
    ):
        app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
        app.install()
        page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
        visit = Visit(page, Desk(app), url)
        page.on("pageerror", lambda error: visit.complaints.append(str(error)))
        yield visit
        assert visit.complaints == []


def stale(page: Page) -> None:
    """Make the frame's token as old as it is after five minutes."""
    page.frames[-1].evaluate(
        """() => import("/static/desk/bridge.js").then(({ dashboard }) => {
            dashboard.token = `x.${btoa(JSON.stringify({ exp: 1 }))}.x`;
        })"""
    )


class TestAPopUpOfAnOldDashboard:
    def test_outlives_its_token(self, older: Visit) -> None:
        saleor = older.desk.app.saleor
        order = saleor.place_order([a_line(quantity=4, unit="32.73")])
        cases = [older.desk.open_return(order, quantity=1) for _ in range(4)]
        older.page.goto(f"{saleor.url}/dashboard/orders/{order.id}")
        older.page.get_by_role("button", name="Returns").click()
        for case in cases:
            expect(older.frame.get_by_role("link", name=case.number)).to_be_visible()
        older.keep("popup-order")

        stale(older.page)
        older.page.evaluate(
            "document.querySelector('iframe').contentWindow.postMessage("
            "{ type: 'localeChanged', payload: { locale: 'fr' } }, '*')"
        )

        expect(older.frame.locator("main > div")).to_have_attribute("lang", "fr")
        expect(older.frame.get_by_role("link", name=cases[0].number)).to_be_visible()
        with older.page.context.expect_page() as opened:
            older.frame.get_by_role("link", name=cases[0].number).click()
        desk = opened.value.frame_locator("iframe")
        expect(desk.get_by_role("heading", name=f"Return {cases[0].number}")).to_be_visible()
        expect(older.page.locator("[data-popup]")).to_be_visible()

    def test_shows_a_customers_returns(self, older: Visit) -> None:
        saleor = older.desk.app.saleor
        case = older.desk.open_return()
        customer = saleor.customer_id("camille@example.com")

        older.page.goto(f"{saleor.url}/dashboard/customers/{customer}")
        older.page.get_by_role("button", name="Returns").click()

        expect(older.frame.get_by_role("link", name=case.number)).to_be_visible()
        older.keep("popup-customer")

    def test_closes_where_the_dashboard_has_learnt_to(self, older: Visit) -> None:
        """Extensions stay as they were installed: a shop that updates its Saleor keeps the pop-up."""
        saleor = older.desk.app.saleor
        case = older.desk.open_return()
        order = older.desk.get(f"{API}/returns/{case.number}").get_json()["order"]["saleor_id"]
        settings = saleor.sandbox.settings
        object.__setattr__(settings, "saleor_version", "3.22.67")
        older.page.goto(f"{saleor.url}/dashboard/orders/{order}")
        older.page.get_by_role("button", name="Returns").click()

        with older.page.context.expect_page():
            older.frame.get_by_role("link", name=case.number).click()

        expect(older.page.locator("[data-popup]")).to_be_hidden()
