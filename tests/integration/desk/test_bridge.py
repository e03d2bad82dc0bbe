"""The line to the Dashboard: our side and the pretend Dashboard's, held against one table."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask, request
from playwright.sync_api import Frame, Page, expect

from saleor_returns_app.sandbox.pages.framing import Framing
from saleor_returns_app.sandbox.settings import SandboxSettings
from tests.integration.desk.conftest import Desk
from tests.integration.desk.test_in_the_dashboard import SCREEN, Visit
from tests.support.bridge import actions_known, strange_actions, strange_events, table
from tests.support.browser import chromium, served
from tests.support.sandbox import a_line
from tests.support.whole_app import WholeApp, whole_app

# A parent that keeps what it hears, and says what a test has it say.
PARENT = """<!doctype html><title>Parent</title><script>
window.heard = [];
addEventListener("message", (event) => heard.push({ ...event.data, from: event.origin }));
window.say = (message) => frames[0].postMessage(message, "*");
</script><iframe src="SRC"></iframe>"""
STATE = """() => import("/static/desk/bridge.js").then(({ dashboard }) => ({ ...dashboard }))"""
LISTEN = """
window.heard = [];
addEventListener("message", (event) => {
  if (event.data?.type) heard.push(JSON.parse(JSON.stringify(event.data)));
}, true);
"""


def a_dashboard() -> Flask:
    """Make an app that serves the parent page, and one that is nobody's parent."""
    dashboard = Flask("dashboard")
    dashboard.add_url_rule("/", "home", lambda: PARENT.replace("SRC", request.args["src"]))
    dashboard.add_url_rule("/stranger", "stranger", lambda: "<!doctype html><title>x</title>")
    return dashboard


@pytest.fixture
def parent(app: WholeApp) -> Iterator[Page]:
    """Return a page of another origin that frames the desk and speaks only when told to."""
    with served(app.flask) as url, served(a_dashboard()) as dashboard, chromium() as browser:
        app.flask.config.update(FRAME_ANCESTORS=("http:",))
        page = browser.new_context().new_page()
        page.set_default_timeout(8_000)
        src = f"{url}/desk/?saleorApiUrl={app.saleor.api_url}&id=QXBwOjE%3D&saleorApiUrl=again"
        page.goto(f"{dashboard}/?{urlencode({'src': src})}")
        page.wait_for_function("heard.length > 0")
        yield page


def dashboard_of(page: Page) -> str:
    origin: str = page.evaluate("location.origin")
    return origin


def frame_of(page: Page) -> Frame:
    return page.frames[1]


def state(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = frame_of(page).evaluate(STATE)
    return found


def say(page: Page, message: Any) -> None:
    """Say something, and let the frame hear it."""
    page.evaluate("message => say(message)", message)
    frame_of(page).evaluate("() => new Promise((done) => setTimeout(done, 50))")


class TestOurSide:
    def test_takes_every_event_as_the_table_says(self, parent: Page) -> None:
        for event in table()["events"]:
            before = state(parent)

            say(parent, {"type": event["type"], "payload": event["payload"]})

            assert state(parent) == before | event["then"], event["name"]

    @pytest.mark.parametrize("message", ["text", None, 7, {}, {"type": "theme"}, {"payload": {}}])
    def test_bears_what_is_no_message_of_the_bridge(self, parent: Page, message: Any) -> None:
        before = state(parent)
        complaints: list[str] = []
        parent.on("pageerror", lambda error: complaints.append(str(error)))

        say(parent, message)

        kept = ("token", "origin", "apiUrl")
        assert {key: state(parent)[key] for key in kept} == {key: before[key] for key in kept}
        assert complaints == []

    def test_asks_in_the_shapes_of_the_table(self, parent: Page) -> None:
        ours = [action for action in table()["actions"] if action["ours"]]
        for action in ours:
            frame_of(parent).evaluate(
                """([type, payload]) => import("/static/desk/bridge.js")
                     .then(({ tell }) => tell(type, payload))""",
                [action["type"], action["payload"]],
            )

        heard = parent.evaluate("heard")
        assert {message["type"] for message in heard} == {action["type"] for action in ours}
        assert strange_actions([{k: m[k] for k in ("type", "payload")} for m in heard]) == []
        ids = [message["payload"]["actionId"] for message in heard]
        assert len(set(ids)) == len(ids)

    @pytest.mark.parametrize(("ok", "ends"), [(True, "fulfilled"), (False, "rejected")])
    def test_learns_what_became_of_what_it_asked(self, parent: Page, ok: bool, ends: str) -> None:
        frame_of(parent).evaluate(
            """() => import("/static/desk/bridge.js").then(({ send }) => {
                 window.end = "waiting";
                 send("redirect", { to: "/orders/" }).then(
                   () => { window.end = "fulfilled"; }, () => { window.end = "rejected"; });
               })"""
        )
        parent.wait_for_function("heard.some((one) => one.type === 'redirect')")
        asked = parent.evaluate("heard.find((one) => one.type === 'redirect').payload.actionId")
        assert frame_of(parent).evaluate("end") == "waiting"

        say(parent, {"type": "response", "payload": {"actionId": asked, "ok": ok}})

        assert frame_of(parent).evaluate("end") == ends

    def test_listens_to_its_parent_alone(self, parent: Page) -> None:
        forged = {"type": "handshake", "payload": {"token": "forged", "version": 1}}
        say(parent, {"type": "handshake", "payload": {"token": "true", "version": 1}})

        frame_of(parent).evaluate("forged => window.postMessage(forged, '*')", forged)
        parent.evaluate(
            """() => new Promise((done) => {
                 const other = document.createElement("iframe");
                 other.src = `http://localhost:${location.port}/stranger`;
                 other.onload = done;
                 document.body.append(other);
               })"""
        )
        parent.frames[-1].evaluate("forged => parent.frames[0].postMessage(forged, '*')", forged)
        frame_of(parent).evaluate("() => new Promise((done) => setTimeout(done, 100))")

        assert state(parent)["token"] == "true"
        assert state(parent)["origin"] == dashboard_of(parent)

    def test_remembers_its_parent_and_never_the_token(self, parent: Page) -> None:
        say(parent, {"type": "handshake", "payload": {"token": "a.secret.c", "version": 1}})
        before = state(parent)

        frame_of(parent).evaluate("location.assign('/desk/features')")
        parent.wait_for_function("heard.filter((one) => one.type === 'notifyReady').length > 1")

        after = state(parent)
        assert frame_of(parent).evaluate("document.referrer").startswith("http://127.0.0.1")
        assert (after["origin"], after["apiUrl"]) == (dashboard_of(parent), before["apiUrl"])
        assert after["token"] == ""
        kept = frame_of(parent).evaluate("JSON.stringify([{...sessionStorage}, {...localStorage}])")
        assert "secret" not in kept

    def test_takes_the_first_of_what_the_address_says_twice(self, parent: Page) -> None:
        assert state(parent)["apiUrl"].endswith("/graphql/")


class TestThePretendDashboard:
    @pytest.mark.parametrize("version", ["3.21.69", "3.22.67", "3.23.28", "3.24.0"])
    def test_knows_the_actions_of_its_version(self, version: str) -> None:
        settings = SandboxSettings(saleor_version=version)

        assert set(Framing(settings).actions) == actions_known(settings.minor)

    def test_speaks_as_the_table_says_and_hears_the_same_of_us(self, strict_desk: Desk) -> None:
        desk = strict_desk
        case = desk.open_return()
        with served(desk.app.flask) as url, chromium() as browser:
            desk.app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
            desk.app.install()
            page = browser.new_context(viewport=SCREEN, locale="en-GB").new_page()
            page.set_default_timeout(8_000)
            page.add_init_script(LISTEN)
            visit = Visit(page, desk, url)
            visit.enter()
            visit.open(case.number)
            visit.act("Approve", "Approve")
            expect(page.locator("[data-toasts]")).to_contain_text(case.number)
            page.get_by_role("button", name="Dark").click()
            page.get_by_role("button", name="Français").click()
            expect(visit.frame.locator("main > div")).to_have_attribute("lang", "fr")
            asked, told = page.evaluate("heard"), page.frames[-1].evaluate("heard")

        assert strange_actions(asked) == []
        assert strange_events(told) == []
        assert {"notifyReady", "updateRouting", "notification"} <= {one["type"] for one in asked}
        assert {"handshake", "theme", "localeChanged", "redirect", "response"} <= {
            one["type"] for one in told
        }


class TestTheHeightOfAWidget:
    @pytest.mark.parametrize(("version", "fits"), [("3.22.67", False), ("3.23.28", True)])
    def test_follows_its_content_where_the_dashboard_can(
        self, database_url: str, tmp_path: Path, version: str, fits: bool
    ) -> None:
        with (
            whole_app(database_url, tmp_path, saleor_version=version) as app,
            served(app.flask) as url,
            chromium() as browser,
        ):
            app.flask.config.update(PUBLIC_URL=url, FRAME_ANCESTORS=("http:",))
            app.install()
            order = app.saleor.place_order([a_line()])
            case = Desk(app).open_return(order)
            page = browser.new_context(viewport=SCREEN).new_page()
            page.goto(f"{app.saleor.url}/dashboard/orders/{order.id}")
            frame = page.frame_locator("iframe")
            expect(frame.get_by_role("link", name=case.number)).to_be_visible()
            page.wait_for_timeout(500)
            box = page.locator("iframe").bounding_box()
            wanted = frame.locator("#desk").evaluate(
                "e => Math.ceil(e.getBoundingClientRect().height)"
            )

        assert box is not None
        assert box["height"] == (wanted if fits else 200)
