"""A shop installs the app, and installs it again."""

from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from werkzeug.test import TestResponse

from saleor_returns_app.sandbox.saleor.install import InstallationFailed
from saleor_returns_app.storage.encryption import secret_keys
from tests.support.returns import Walk
from tests.support.sandbox import SandboxServer, flask_transport
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
        ],
    )
    def test_from_nowhere_is_refused(self, app: WholeApp, api_url: str | None) -> None:
        answer = register(app, "t" * 30, api_url)

        assert answer.status_code == 422
        assert answer.get_json()["error"]["message"]

    def test_that_fails_tells_the_merchant_why(self, app: WholeApp) -> None:
        app.saleor.faults.add("ThisApp", "http_503")

        with pytest.raises(InstallationFailed, match="Saleor cannot be reached"):
            app.install()
