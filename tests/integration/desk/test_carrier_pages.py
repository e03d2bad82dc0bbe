"""Carriers are connected at the desk, and parcels seen to, with the pretend Sendcloud behind it."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import expect

from saleor_returns_app.domain.shipping.connections import ConnectionState
from saleor_returns_app.use_cases.parcels.connections import list_connections
from tests.integration.desk.conftest import Desk
from tests.integration.desk.test_in_the_dashboard import Visit, sitting_at
from tests.support.returns import SEED_POLICY
from tests.support.sandbox import SandboxServer, flask_transport
from tests.support.sendcloud import DESK
from tests.support.whole_app import WholeApp, whole_app

PAGE = "/desk/parts/carriers"
SENDCLOUD = f"{PAGE}/sendcloud"
PUBLIC, SECRET = "pub_demo_0001", "sec_demo_0001"
KEYS = {"public_key": f" {PUBLIC}\n", "secret_key": SECRET}


@pytest.fixture
def desk(database_url: str, tmp_path: Path) -> Iterator[Desk]:
    """Return a desk whose carriers can be asked."""
    apps: list[WholeApp] = []
    with ExitStack() as stack:
        send = flask_transport(lambda: apps[0].flask)
        carrier = stack.enter_context(SandboxServer(send=send))
        url = carrier.sandbox.settings.sendcloud_url
        app = stack.enter_context(whole_app(database_url, tmp_path, sendcloud_url=url))
        apps.append(app)
        app.install()
        app.publish(replace(SEED_POLICY, return_address=DESK))
        yield Desk(app)


def states(desk: Desk) -> list[ConnectionState]:
    known = list_connections(desk.app.shop.id, transaction=desk.app.parts.services.transaction)
    return [one.state for one in known]


class TestAnAccount:
    def test_is_connected_and_its_secrets_are_not_shown_again(self, desk: Desk) -> None:
        assert "No carrier is connected" in desk.get(PAGE).text

        answer = desk.submit(SENDCLOUD, **KEYS, webhook_key="first-key")
        again = desk.submit(f"{SENDCLOUD}/webhook-key", webhook_key="second-key")

        assert "Sendcloud is connected" in answer.headers["HX-Trigger"]
        assert states(desk) == [ConnectionState.ACTIVE]
        assert f"/api/webhooks/carriers/sendcloud/{desk.app.shop.id}" in again.text
        assert "the one before is still accepted" in again.text
        assert not [
            word for word in (PUBLIC, SECRET, "first-key", "second-key") if word in again.text
        ]

        newest = desk.submit(f"{SENDCLOUD}/webhook-key/newest")
        assert "the one before is still accepted" not in newest.text

    def test_with_a_wrong_key_is_not_connected(self, desk: Desk) -> None:
        answer = desk.submit(SENDCLOUD, public_key=PUBLIC, secret_key="wrong")

        assert (answer.status_code, states(desk)) == (403, [])
        assert "does not accept" in answer.text
        assert desk.submit(SENDCLOUD, public_key=PUBLIC).status_code == 422

    def test_whose_key_expires_says_what_to_do(self, desk: Desk) -> None:
        desk.submit(SENDCLOUD, **KEYS)
        assert "accepts the key" in desk.submit(f"{SENDCLOUD}/check").headers["HX-Trigger"]

        with desk.app.parts.services.transaction() as store:
            [known] = store.carrier_connections.of_shop(desk.app.shop.id)
            known.credentials = {"public_key": PUBLIC, "secret_key": "expired"}
        page = desk.submit(f"{SENDCLOUD}/check")

        assert page.status_code == 200
        assert "no longer accepts the key" in page.text
        assert states(desk) == [ConnectionState.KEY_WRONG]

    def test_is_disconnected(self, desk: Desk) -> None:
        desk.submit(SENDCLOUD, **KEYS)

        desk.submit(f"{SENDCLOUD}/disconnect")

        assert states(desk) == []
        assert "No carrier is connected" in desk.get(PAGE).text

    @pytest.mark.parametrize("act", ["", "/webhook-key", "/webhook-key/newest", "/disconnect"])
    def test_is_changed_by_those_alone_who_manage_apps(self, desk: Desk, act: str) -> None:
        desk.submit(SENDCLOUD, **KEYS)
        headers = desk.app.staff_headers(permissions=("MANAGE_ORDERS",))

        words = {**KEYS, "webhook_key": "another"}
        answer = desk.app.client.post(f"{SENDCLOUD}{act}", headers=headers, data=words)

        assert answer.status_code == 403
        assert states(desk) == [ConnectionState.ACTIVE]
        assert "dialog-disconnect" not in desk.app.client.get(PAGE, headers=headers).text


@pytest.fixture
def visit(desk: Desk) -> Iterator[Visit]:
    """Let somebody sit down at the Dashboard."""
    with sitting_at(desk) as visit:
        yield visit


class TestInTheDashboard:
    def test_a_carrier_is_connected_and_tested(self, visit: Visit) -> None:
        visit.enter()
        visit.frame.get_by_role("link", name="Carriers").click()
        visit.keep("carriers-none")
        card = visit.frame.locator("#carrier-sendcloud")
        card.get_by_role("button", name="Connect").click()
        dialog = visit.frame.get_by_role("dialog")
        dialog.get_by_label("Public key").fill(PUBLIC)
        dialog.get_by_label("Secret key").fill(SECRET)
        dialog.get_by_label("Webhook signature key").fill("hook")
        visit.keep("carriers-connect")
        dialog.get_by_role("button", name="Test and connect").click()

        expect(card.locator(".badge")).to_have_text("Connected")
        card.get_by_role("button", name="Test connection").click()
        expect(visit.page.locator("[data-toasts]")).to_contain_text("accepts the key")
        visit.keep("carriers-connected")
        visit.page.reload()
        expect(card.locator(".badge")).to_have_text("Connected")


def sent(desk: Desk) -> str:
    """Have the label of a return made."""
    case = desk.open_return()
    desk.app.settle(ahead=True)
    return case.number


class TestAParcel:
    def test_is_shown_and_marked_as_delivered_once(self, desk: Desk) -> None:
        number = sent(desk)
        page = desk.get(f"/desk/parts/returns/{number}").text
        assert "Announced, not handed in yet" in page

        answer = desk.submit(f"/desk/parts/returns/{number}/parcels/mark-delivered")

        assert "marked as delivered" in answer.headers["HX-Trigger"]
        assert "Delivered to the shop" in answer.text
        assert "dialog-mark-delivered" not in answer.text
        again = desk.submit(f"/desk/parts/returns/{number}/parcels/mark-delivered")
        assert again.status_code == 200

    def test_is_given_up_once(self, desk: Desk) -> None:
        number = sent(desk)

        answer = desk.submit(f"/desk/parts/returns/{number}/parcels/cancel-label")
        assert "is being cancelled" in answer.headers["HX-Trigger"]
        desk.app.settle(ahead=True)

        page = desk.get(f"/desk/parts/returns/{number}").text
        assert "dialog-cancel-label" not in page
