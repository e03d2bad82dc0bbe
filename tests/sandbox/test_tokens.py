"""The tokens that the Dashboard hands to the app are shaped as the recorded ones."""

import json
import time
from typing import Any

import jwt
import requests
import time_machine

from tests.support.sandbox import SandboxServer
from tests.support.shared import recording, shared_path


def _keys(url: str) -> dict[str, Any]:
    answer: dict[str, Any] = requests.get(f"{url}/.well-known/jwks.json", timeout=5).json()
    return answer


class TestUserToken:
    def test_has_the_recorded_claims(self, installed: SandboxServer) -> None:
        recorded = recording("tokens/dashboard-user-token.superuser")
        token = installed.user_token()

        claims = jwt.decode(token, options={"verify_signature": False})

        assert list(claims) == list(recorded["claims"])
        assert {k: type(v) for k, v in claims.items()} == {
            k: type(v) for k, v in recorded["claims"].items()
        }
        assert claims["exp"] - claims["iat"] == 300
        assert claims["type"] == "thirdparty"
        assert claims["app"] == installed.app_id
        assert claims["iss"] == installed.api_url
        assert set(claims["permissions"]) == {"MANAGE_ORDERS", "HANDLE_PAYMENTS"}
        assert list(jwt.get_unverified_header(token)) == list(recorded["header"])

    def test_is_handed_out_by_the_dashboard(self, installed: SandboxServer) -> None:
        url = f"{installed.url}/dashboard/extensions/token/{installed.app_id}"
        extension = installed.app.extensions[0].pk

        plain = requests.get(url, timeout=5).json()["token"]
        answer = requests.get(url, params={"extension": extension}, timeout=5)
        narrow = answer.json()["token"]

        recorded = recording("tokens/extension-user-token.returns-list")["claims"]
        key = jwt.PyJWK(_keys(installed.url)["keys"][0]).key
        jwt.decode(plain, key, algorithms=["RS256"])
        claims = jwt.decode(narrow, key, algorithms=["RS256"])
        assert list(claims) == list(recorded)
        assert claims["permissions"] == ["MANAGE_ORDERS"]

    def test_opens_the_api_until_it_expires(self, installed: SandboxServer) -> None:
        token = installed.user_token(ttl=60)
        query = "{orders(first:1){edges{node{id}}}}"

        before = installed.execute(query, token=token)
        with time_machine.travel(120 + time.time(), tick=False):
            after = installed.execute(query, token=token)

        recorded = json.loads(recording("graphql/217")["response"]["body"])
        assert "errors" not in before.body
        assert after.body == recorded


class TestKeySet:
    def test_has_the_recorded_members(self, installed: SandboxServer) -> None:
        path = shared_path("saleor", "recordings", "saleor-3.23", "jwks.json")
        recorded = json.loads(path.read_text(encoding="utf-8"))["keys"][0]

        keys = _keys(installed.url)["keys"]

        assert len(keys) == 1
        assert list(keys[0]) == list(recorded)
