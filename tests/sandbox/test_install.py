"""Installing an app goes as recorded."""

import json

import pytest
import requests

from saleor_returns_app.sandbox.saleor.install import InstallationFailed
from saleor_returns_app.sandbox.saleor.manifest import complaints
from tests.sandbox.apps import URL, StubApp
from tests.support.sandbox import SandboxServer, flask_transport
from tests.support.shared import recording

FROM_THE_WIRE = {"Host", "Accept-Encoding", "Accept", "Connection", "Content-Length"}


def _names(headers: list[list[str]] | list[tuple[str, str]]) -> list[str]:
    return sorted(name for name, _ in headers if name not in FROM_THE_WIRE)


class TestHandshake:
    def test_sends_the_recorded_headers(self, installed: SandboxServer, stub: StubApp) -> None:
        manifest, register = (
            recording("register/returns-manifest"),
            recording("register/returns-register"),
        )

        headers, body = stub.registrations[0]

        assert _names(stub.fetches[0]) == _names(manifest["headers"])
        assert _names(headers) == _names(register["headers"])
        assert dict(headers)["Saleor-Schema-Version"] == "3.23"
        assert dict(headers)["User-Agent"] == "Saleor/3.23"
        assert len(body) == len(register["body"])
        assert json.loads(body) == {"auth_token": installed.app_token}

    def test_gives_the_token_its_rights(self, installed: SandboxServer) -> None:
        answer = installed.execute("{app{id permissions{code}}}", token=installed.app_token)

        assert answer.body["data"]["app"] == {
            "id": installed.app_id,
            "permissions": [{"code": "HANDLE_PAYMENTS"}, {"code": "MANAGE_ORDERS"}],
        }

    def test_anew_replaces_app_and_token(self, installed: SandboxServer) -> None:
        first = (installed.app_id, installed.app_token)

        installed.install(f"{URL}/manifest")

        assert installed.app_id != first[0]
        answer = installed.execute("{app{id}}", token=first[1])
        code = answer.body["errors"][0]["extensions"]["exception"]["code"]
        assert code == "PermissionDenied"

    def test_can_be_switched_off_and_undone(self, installed: SandboxServer) -> None:
        token, query = installed.app_token, "{orders(first:1){edges{node{id}}}}"

        installed.set_active(is_active=False)
        off = installed.execute(query, token=token)
        installed.set_active(is_active=True)
        on = installed.execute(query, token=token)
        installed.uninstall()
        gone = installed.execute(query, token=token)

        assert off.body == gone.body == json.loads(recording("graphql/211")["response"]["body"])
        assert "errors" not in on.body

    def test_shows_the_app_s_own_words_on_failure(
        self, sandbox: SandboxServer, stub: StubApp
    ) -> None:
        stub.register_answer = ({"error": {"message": "Not on the list."}}, 403)

        with pytest.raises(InstallationFailed, match="Not on the list"):
            sandbox.install(f"{URL}/manifest")

        assert sandbox.sandbox.app is None


class TestManifest:
    @pytest.mark.parametrize(
        ("change", "code"),
        [
            ({"name": ""}, "REQUIRED"),
            ({"name": "x" * 61}, "INVALID"),
            ({"author": " "}, "INVALID"),
            ({"appUrl": "not a url"}, "INVALID_URL_FORMAT"),
            ({"permissions": ["MANAGE_MOON"]}, "INVALID_PERMISSION"),
            ({"brand": {"logo": {"default": "https://x.example/logo.svg"}}}, "INVALID_URL_FORMAT"),
            ({"extensions": [{"label": "x", "url": "/x"}]}, "REQUIRED"),
            ({"webhooks": [{"name": "x", "targetUrl": URL, "query": "{shop{name}}"}]}, "INVALID"),
        ],
    )
    def test_is_refused(self, change: dict[str, object], code: str) -> None:
        manifest = StubApp(**change).manifest

        assert code in [complaint.code for complaint in complaints(manifest, (3, 23))]

    def test_is_accepted(self) -> None:
        for minor in ((3, 21), (3, 22), (3, 23), (3, 24)):
            assert complaints(StubApp().manifest, minor) == []

    def test_knows_no_widgets_before_3_22(self) -> None:
        extension = {"label": "x", "url": f"{URL}/x", "target": "WIDGET"}
        manifest = StubApp(extensions=[extension | {"mount": "ORDER_DETAILS_WIDGETS"}]).manifest

        assert complaints(manifest, (3, 21))
        assert not complaints(manifest, (3, 22))


class TestControl:
    def test_installs_once_and_tells(self, stub: StubApp) -> None:
        with SandboxServer(send=flask_transport(lambda: stub.flask)) as server:
            control = f"{server.url}/control"
            manifest = {"manifest_url": f"{URL}/manifest"}

            first = requests.post(f"{control}/install", json=manifest, timeout=5)
            second = requests.post(f"{control}/install", json=manifest, timeout=5)
            requests.post(f"{control}/shop", json={"slug": "maison-fil"}, timeout=5)
            requests.post(f"{control}/demo-orders", timeout=5)
            again = requests.post(f"{control}/demo-orders", timeout=5)
            state = requests.get(f"{control}/state", timeout=5).json()

            assert (first.status_code, second.status_code) == (201, 200)
            assert second.json()["already"]
            assert again.json()["already"]
            assert state["orders"] == 13
            assert state["shop_slug"] == "maison-fil"
            page = requests.get(f"{server.url}/shop/", timeout=5).text
            assert f"{URL}/portal/maison-fil/?order=1001&amp;email=camille%40example.com" in page

    def test_is_closed_to_strangers(self, sandbox: SandboxServer) -> None:
        client = sandbox.flask.test_client()

        answer = client.get("/control/state", environ_base={"REMOTE_ADDR": "203.0.113.9"})

        assert answer.status_code == 403


def test_extension_urls_need_a_home() -> None:
    manifest = StubApp(appUrl="").manifest
    assert "INVALID_URL_FORMAT" in [c.code for c in complaints(manifest, (3, 23))]
