"""The pages of the pretend world work and say what they should."""

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from saleor_returns_app.sandbox.demo import load_demo_orders
from tests.sandbox.apps import StubApp
from tests.support.sandbox import SandboxServer, flask_transport


@pytest.fixture
def demo(installed: SandboxServer) -> SandboxServer:
    load_demo_orders(installed.sandbox)
    installed.settle()
    return installed


def _get(sandbox: SandboxServer, path: str) -> TestResponse:
    return sandbox.flask.test_client().get(path)


class TestDashboard:
    def test_lists_orders_and_the_app(self, demo: SandboxServer) -> None:
        page = _get(demo, "/dashboard/orders").text

        assert "#1001" in page
        assert f"/dashboard/extensions/app/{demo.app_id}/desk/" in page

    def test_shows_every_demo_order(self, demo: SandboxServer) -> None:
        pages = [_get(demo, f"/dashboard/orders/{number}") for number in range(1001, 1014)]

        assert {page.status_code for page in pages} == {200}
        assert all("PSP-" in page.text for page in pages)

    def test_frames_the_app_as_the_real_one(self, demo: SandboxServer) -> None:
        page = _get(demo, f"/dashboard/extensions/app/{demo.app_id}/desk/returns?x=1").text

        limits = "allow-same-origin allow-forms allow-scripts allow-downloads allow-popups"
        assert f'sandbox="{limits}"' in page
        assert 'data-src="http://app.test/desk/returns?domain=' in page
        assert "&amp;saleorApiUrl=http%3A%2F%2F127.0.0.1" in page
        assert "&amp;x=1" in page

    def test_lets_staff_act(self, demo: SandboxServer) -> None:
        order, client = demo.order(1010), demo.flask.test_client()
        path = f"/dashboard/orders/{order.id}"

        client.post(f"{path}/note", data={"message": "Called the customer"})
        client.post(f"{path}/send", data={"tracking_number": "6A1"})
        parcel = order.model.fulfillments[-1]
        client.post(f"{path}/track", data={"parcel": parcel.pk, "tracking_number": "6A2"})
        transaction = order.model.transactions[0].pk
        client.post(f"{path}/behave", data={"behaviour": "approve"})
        client.post(f"{path}/refund", data={"transaction": transaction, "amount": "5,00"})
        demo.settle()

        assert order.notes == ["Called the customer"]
        assert order.status == "FULFILLED"
        assert parcel.tracking_number == "6A2"
        assert [str(m.amount) for m in demo.books.of_order(1010)] == ["5.00"]

    def test_is_closed_to_staff_without_the_permission(self, demo: SandboxServer) -> None:
        client = demo.flask.test_client()
        client.post("/dashboard/choices", data={"staff": "2", "back": "/dashboard/orders"})

        page = client.get("/dashboard/orders")

        assert page.status_code == 403
        assert f"/dashboard/extensions/app/{demo.app_id}/desk/" not in page.text

    def test_speaks_french(self, demo: SandboxServer) -> None:
        client = demo.flask.test_client()
        client.post("/dashboard/choices", data={"locale": "fr"})

        assert "Commandes" in client.get("/dashboard/orders").text

    def test_refuses_forms_of_other_sites(self, demo: SandboxServer) -> None:
        answer = demo.flask.test_client().post(
            "/dashboard/choices", headers={"Sec-Fetch-Site": "cross-site"}
        )

        assert answer.status_code == 403

    def test_asks_for_more_permissions(self, demo: SandboxServer) -> None:
        client = demo.flask.test_client()
        path = f"/dashboard/extensions/permissions/{demo.app_id}"
        asked = {"permissions": "MANAGE_GIFT_CARD", "redirectPath": "/desk/settings"}

        page = client.get(path, query_string=asked).text
        answer = client.post(path, data=asked | {"answer": "allow"})

        assert "MANAGE_GIFT_CARD" in page
        assert "MANAGE_GIFT_CARD" in demo.app.permissions
        assert answer.location.endswith("?appPath=%2Fdesk%2Fsettings")


class TestShop:
    def test_sells(self, installed: SandboxServer, stub: StubApp) -> None:
        basket = {"country": "JP", "email": "yui@example.com", "name": "Yui Tanaka", "sent": "on"}
        basket |= {"quantity-marin": "2", "variant-marin": "M", "behaviour": "refuse"}

        answer = installed.flask.test_client().post("/shop/orders", data=basket)
        installed.settle()

        order = installed.order(1)
        assert answer.location == "/shop/?email=yui@example.com"
        assert (order.model.currency, order.status) == ("JPY", "FULFILLED")
        assert order.model.transactions[0].behaviour == "refuse"
        assert len(stub.hooks) == 2

    def test_shows_pictures(self, demo: SandboxServer) -> None:
        picture = _get(demo, "/media/echarpe.svg")

        assert picture.mimetype == "image/svg+xml"
        assert _get(demo, "/shop/").text.count("/media/") > 3
        assert _get(demo, "/media/nothing.svg").status_code == 404


class TestMailbox:
    def test_shows_a_mail_safely(self, tmp_path: Path, stub: StubApp) -> None:
        key = mailbox.Maildir(str(tmp_path / "mail")).add(_mail().as_bytes())
        send = flask_transport(lambda: stub.flask)
        with SandboxServer(send=send, mail_folder=tmp_path / "mail") as server:
            listed = _get(server, "/mailbox/").text
            shown = _get(server, f"/mailbox/{key}").text
            html = _get(server, f"/mailbox/{key}/html")
            label = _get(server, f"/mailbox/{key}/parts/2")

        assert "Votre étiquette" in listed
        assert 'sandbox="allow-popups' in shown
        assert "script-src" not in html.headers["Content-Security-Policy"]
        assert "default-src 'none'" in html.headers["Content-Security-Policy"]
        assert label.data == b"%PDF-1.4"
        assert label.headers["Content-Disposition"] == 'inline; filename="label.pdf"'

    def test_without_a_folder_is_empty(self, sandbox: SandboxServer) -> None:
        assert "No mail yet" in _get(sandbox, "/mailbox/").text


def _mail() -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = "Votre étiquette"
    mail["To"] = "camille@example.com"
    mail["Date"] = "Sun, 22 Nov 2026 10:00:00 +0100"
    mail.set_content("Bonjour")
    mail.add_alternative("<p>Bonjour</p><script>alert(1)</script>", subtype="html")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="label.pdf")
    return mail
