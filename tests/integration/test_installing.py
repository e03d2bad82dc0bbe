"""A shop installs the app, and installs it again."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from werkzeug.test import TestResponse

from saleor_returns_app.domain.errors import ShopNotAllowed
from saleor_returns_app.domain.installation import Installation, Registration
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.sandbox.saleor.install import InstallationFailed
from saleor_returns_app.storage.encryption import secret_keys
from saleor_returns_app.use_cases.installing.install_app import install_app
from tests.support.fakes import FakeGate, MemoryStore
from tests.support.orders import NOON
from tests.support.returns import Walk
from tests.support.sandbox import SandboxServer, flask_transport
from tests.support.shared import shared_path
from tests.support.whole_app import APP_URL, ENCRYPTION_KEY, WholeApp, whole_app

HEADERS = {"Saleor-Schema-Version": "3.23"}


def register(app: WholeApp, token: object, api_url: str | None) -> TestResponse:
    headers = {**HEADERS, "Saleor-Api-Url": api_url} if api_url else HEADERS
    return app.client.post("/api/register", json={"auth_token": token}, headers=headers)


class TestTheManifest:
    @pytest.mark.parametrize("version", ["3.21.69", "3.22.67", "3.23.28", "3.24.0-a.0"])
    def test_is_accepted_by_every_supported_saleor(
        self, database_url: str, tmp_path: Path, version: str
    ) -> None:
        with whole_app(database_url, tmp_path) as app:
            send = flask_transport(lambda: app.flask)
            with SandboxServer(send=send, saleor_version=version) as saleor:
                installed = saleor.install(f"{APP_URL}/api/manifest")

        assert {item.name for item in installed.webhooks} >= {"Returns: order updated"}

    def test_leaves_out_what_an_older_saleor_does_not_know(self, app: WholeApp) -> None:
        manifests = {
            version: app.client.get(
                "/api/manifest", headers={"Saleor-Schema-Version": version}
            ).get_json()
            for version in ("3.21", "3.23")
        }

        assert "identifier" not in manifests["3.21"]["extensions"][0]
        assert manifests["3.23"]["extensions"][0]["identifier"] == "returns"

    def test_lets_a_second_deployment_have_another_id(
        self, app: WholeApp, database_url: str, tmp_path: Path
    ) -> None:
        with whole_app(database_url, tmp_path, app_id="com.example.staging") as other:
            ids = [one.client.get("/api/manifest").get_json()["id"] for one in (app, other)]

        assert ids == ["app.saleor-returns", "com.example.staging"]

    @pytest.mark.parametrize("header", ["", "x", "3", "three.two", "3.x"])
    def test_is_whole_when_the_version_makes_no_sense(self, app: WholeApp, header: str) -> None:
        answer = app.client.get("/api/manifest", headers={"Saleor-Schema-Version": header})

        assert answer.status_code == 200
        assert "identifier" in answer.get_json()["extensions"][0]

    def test_has_a_logo_that_saleor_takes(self, app: WholeApp) -> None:
        url = app.client.get("/api/manifest").get_json()["brand"]["logo"]["default"]

        logo = app.client.get(url.removeprefix(APP_URL))

        picture = logo.data
        logo.close()

        assert logo.mimetype == "image/png"
        width, height = picture[16:20], picture[20:24]
        assert width == height
        assert int.from_bytes(width, "big") >= 256


class TestARegistration:
    def test_is_proven_by_asking_saleor(self, app: WholeApp) -> None:
        shop = app.shop

        assert shop.app_id == app.saleor.app_id
        assert shop.token == app.saleor.app_token
        assert shop.key_set["keys"]
        assert shop.slug.startswith("127-0-0-1")

    def test_is_encrypted_at_rest(self, app: WholeApp) -> None:
        with app.parts.database.connection() as connection:
            kept = connection.scalar(text("select token from installations"))

        assert app.saleor.app_token not in str(kept)

    def test_that_comes_again_replaces_the_token_and_keeps_the_data(self, app: WholeApp) -> None:
        case, _ = Walk(app).to_the_goods()
        before = app.shop

        app.install()

        after = app.shop
        assert (after.id, after.slug) == (before.id, before.slug)
        assert after.token != before.token
        assert after.app_id != before.app_id
        assert app.case(case.number).id == case.id

    def test_works_again_after_the_encryption_keys_were_lost(self, app: WholeApp) -> None:
        secret_keys.use([Fernet.generate_key().decode()])
        assert app.shop.token == ""

        app.install()

        assert app.shop.token == app.saleor.app_token

    def test_can_be_read_after_the_keys_were_rotated(self, app: WholeApp) -> None:
        secret_keys.use([Fernet.generate_key().decode(), ENCRYPTION_KEY])

        assert app.shop.token == app.saleor.app_token

    @pytest.mark.parametrize(
        ("token", "status", "code"),
        [
            ("t" * 30, 401, "registration_refused"),
            ("short", 422, "malformed"),
            (None, 422, "malformed"),
            (7, 422, "malformed"),
        ],
    )
    def test_with_a_worthless_token_changes_nothing(
        self, app: WholeApp, token: object, status: int, code: str
    ) -> None:
        before = app.shop.token

        answer = register(app, token, app.saleor.api_url)

        assert (answer.status_code, answer.get_json()["error"]["code"]) == (status, code)
        assert app.shop.token == before

    @pytest.mark.parametrize(
        "api_url",
        [
            None,
            "ftp://shop.example/graphql/",
            "https://shop.example/",
            "https://a:b@shop.example/graphql/",
            "https://@shop.example/graphql/",
            "https://shop.example:99999/graphql/",
            "https://shop.example:port/graphql/",
            "https://shop.example\\.saleor.cloud/graphql/",
            "https://shop.example/graphql/?to=elsewhere",
            "https://[::1/graphql/",
            "https://[v1.x]/graphql/",
            "https://shop..example/graphql/",
            f"https://{'a' * 64}.example/graphql/",
            "https://①②⑦.0.0.1/graphql/".encode().decode("latin-1"),
            "/graphql/",
        ],
    )
    def test_from_nowhere_is_refused(self, app: WholeApp, api_url: str | None) -> None:
        answer = register(app, "t" * 30, api_url)

        assert answer.status_code == 422
        assert answer.get_json()["success"] is False
        assert "PUBLIC_URL" in answer.get_json()["error"]["message"]

    @pytest.mark.parametrize("series", ["3.21", "3.22", "3.23", "main-3.24a"])
    def test_as_it_was_recorded_holds_only_if_saleor_knows_its_token(
        self, app: WholeApp, series: str
    ) -> None:
        call = self.recorded(series)
        headers = dict(call["headers"]) | {"Saleor-Api-Url": app.saleor.api_url}
        said = json.loads(call["body"])["auth_token"]
        app.saleor.app.token = said

        genuine = self.send(app, call["body"], headers)
        body = call["body"].replace(said, ("A" if said[0] != "A" else "B") + said[1:])
        forged = self.send(app, body, headers)

        assert (genuine.status_code, app.shop.token) == (200, said)
        assert (forged.status_code, forged.get_json()["error"]["code"]) == (
            401,
            "registration_refused",
        )
        assert app.shop.token == said

    @pytest.mark.parametrize("series", ["3.21", "3.22", "3.23", "main-3.24a"])
    def test_as_it_was_recorded_is_refused_with_two_addresses(
        self, app: WholeApp, series: str
    ) -> None:
        call = self.recorded(series)
        headers = [*call["headers"], ["Saleor-Api-Url", app.saleor.api_url]]

        answer = self.send(app, call["body"], [(name, value) for name, value in headers])

        assert answer.status_code == 422

    def recorded(self, series: str) -> dict[str, Any]:
        file = shared_path(
            "saleor", "recordings", f"saleor-{series}", "register", "returns-register.json"
        )
        return dict(json.loads(file.read_text(encoding="utf-8")))

    def send(self, app: WholeApp, body: str, headers: Any) -> TestResponse:
        return app.client.post("/api/register", data=body, headers=headers)

    def test_that_fails_tells_the_merchant_why(self, app: WholeApp) -> None:
        app.saleor.faults.add("ThisApp", "http_503")

        with pytest.raises(InstallationFailed, match=r"cannot be reached at http://127\.0\.0\.1"):
            app.install()

    @pytest.mark.parametrize("path", ["/api/register/", "/api//register//", "/api/register"])
    def test_is_never_redirected(self, app: WholeApp, path: str) -> None:
        answer = app.client.post(path, json={}, headers=HEADERS, base_url=APP_URL)

        assert (answer.status_code, answer.get_json()["error"]["code"]) == (422, "malformed")

    @pytest.mark.parametrize("body", [b"", b"[1]", b"7", b"{", b"x" * 2_000_000])
    def test_without_a_body_that_is_one_is_refused_in_saleors_form(
        self, app: WholeApp, body: bytes
    ) -> None:
        answer = app.client.post(
            "/api/register", data=body, headers=HEADERS, content_type="text/json"
        )

        assert answer.status_code in (413, 422)
        assert answer.get_json()["error"]["message"]

    def test_that_meets_a_bug_is_refused_in_saleors_form(
        self, app: WholeApp, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            import_module("manifest.blueprint"), "install_app", lambda *_, **__: 1 / 0
        )

        answer = register(app, "t" * 30, app.saleor.api_url)

        assert (answer.status_code, answer.get_json()["error"]["code"]) == (500, "unexpected")
        assert "Install again" in answer.get_json()["error"]["message"]


class TestWhoMayRegister:
    @pytest.mark.parametrize(
        ("host", "is_allowed"),
        [
            ("shop.saleor.cloud", True),
            ("SHOP.saleor.cloud", True),
            ("shop.eu.saleor.cloud.", True),
            ("store.example", True),
            ("saleor.cloud", False),
            ("evilsaleor.cloud", False),
            ("shop.saleor.cloud.evil.example", False),
            ("evil.example", False),
            ("my.store.example", False),
        ],
    )
    def test_is_chosen_by_the_operator(self, host: str, is_allowed: bool) -> None:
        registration = Registration("app-1", "t" * 30, {}, "3.23.28", "Shop", Address())
        store, gate = MemoryStore(), FakeGate(registration=registration)
        url = f"https://{host}/graphql/"
        hosts = ("*.saleor.cloud", "store.example")

        def install() -> Installation:
            return install_app(
                url,
                "t" * 30,
                at=NOON,
                saleor=gate,
                transaction=store.transaction,
                allowed_hosts=hosts,
            )

        if is_allowed:
            assert install().token
        else:
            with pytest.raises(ShopNotAllowed):
                install()

    def test_hears_why_not(self, database_url: str, tmp_path: Path) -> None:
        with whole_app(database_url, tmp_path, allowed_saleor_hosts=("*.saleor.cloud",)) as app:
            answer = register(app, "t" * 30, app.saleor.api_url)
            called = app.saleor.calls.log

        assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "shop_not_allowed")
        assert not called

    def test_is_not_behind_a_private_address(self, database_url: str, tmp_path: Path) -> None:
        with whole_app(database_url, tmp_path, allow_private_networks=False) as app:
            answer = register(app, "t" * 30, app.saleor.api_url)
            called = app.saleor.calls.log

        assert (answer.status_code, answer.get_json()["error"]["code"]) == (403, "address_private")
        assert "private network" in answer.get_json()["error"]["message"]
        assert not called


class TestTheApi:
    def test_never_redirects(self, app: WholeApp) -> None:
        rules = [rule for rule in app.flask.url_map.iter_rules() if rule.rule.startswith("/api/")]

        assert len(rules) > 10
        assert not [rule.rule for rule in rules if rule.rule.endswith("/") or rule.redirect_to]

    def test_takes_a_webhook_with_a_slash_too_many(self, app: WholeApp) -> None:
        plain = app.client.post("/api/webhooks/saleor/order_updated")
        slashed = app.client.post("/api/webhooks/saleor/order_updated/")

        assert plain.status_code == slashed.status_code < 500
        assert plain.get_json()["code"] == slashed.get_json()["code"]
