"""The manifest, against the rules of each version of Saleor."""

from collections.abc import Callable
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from graphql import GraphQLSchema, build_schema

from manifest.app_manifest import SUPPORTED, app_manifest
from saleor_returns_app.app import create_app
from saleor_returns_app.sandbox.saleor.schema import load_schema
from saleor_returns_app.settings import Settings
from tests.support.shared import shared_path
from tests.unit.manifest.rules import broken_rules

PUBLIC = "https://returns.example"
SCHEMAS = {(3, 21): "3.21", (3, 22): "3.22", (3, 23): "3.23", (3, 24): "main"}
NEWEST = SUPPORTED[-1]
Spoil = Callable[[dict[str, Any]], object]


@cache
def schema_of(version: tuple[int, int]) -> GraphQLSchema:
    path = shared_path("saleor", f"schema-{SCHEMAS[version]}.graphql")
    return build_schema(path.read_text(encoding="utf-8"), assume_valid_sdl=True)


def an_app(*, proxies: int) -> Flask:
    settings = Settings(PUBLIC, ("s" * 32,), (), proxies=proxies)
    return create_app(settings, None)  # type: ignore[arg-type]  # the manifest needs no services


def spoilt(spoil: Spoil) -> dict[str, Any]:
    manifest = deepcopy(app_manifest(PUBLIC, NEWEST))
    spoil(manifest)
    return manifest


class TestTheManifest:
    @pytest.mark.parametrize("version", SUPPORTED)
    @pytest.mark.parametrize(
        "address",
        [
            PUBLIC,
            "http://localhost:8000",
            "http://127.0.0.1:8000",
            f"https://{'a' * 60}.eu.example",
        ],
    )
    def test_breaks_no_rule_of_any_version(self, version: tuple[int, int], address: str) -> None:
        manifest = app_manifest(address, version)

        assert broken_rules(manifest, version, load_schema()) == []

    @pytest.mark.parametrize("version", SUPPORTED)
    def test_asks_only_for_what_the_schema_of_a_version_has(self, version: tuple[int, int]) -> None:
        manifest = app_manifest(PUBLIC, version)

        assert broken_rules(manifest, version, schema_of(version)) == []

    @pytest.mark.parametrize("older", [(3, 21), (3, 22)])
    def test_of_a_newer_version_would_not_do_for_an_older(self, older: tuple[int, int]) -> None:
        assert broken_rules(app_manifest(PUBLIC, NEWEST), older, load_schema())

    def test_asks_for_few_permissions(self) -> None:
        manifest = app_manifest(PUBLIC, NEWEST)

        assert manifest["permissions"] == ["MANAGE_ORDERS", "HANDLE_PAYMENTS"]
        assert manifest["requiredSaleorVersion"] == ">=3.21 <4"

    @pytest.mark.parametrize("version", SUPPORTED)
    def test_has_every_address_below_the_public_one(self, version: tuple[int, int]) -> None:
        manifest = app_manifest(PUBLIC, version)

        addresses = [
            *(manifest[name] for name in ("appUrl", "tokenTargetUrl", "homepageUrl")),
            manifest["brand"]["logo"]["default"],
            *(webhook["targetUrl"] for webhook in manifest["webhooks"]),
        ]
        assert all(f"{address}/".startswith(f"{PUBLIC}/") for address in addresses)


class TestARule:
    @pytest.mark.parametrize(
        ("spoil", "complaint"),
        [
            (lambda m: m.pop("id"), "id is required"),
            (lambda m: m.update(name="n" * 61), "name is longer"),
            (lambda m: m.update(author=" "), "author is blank"),
            (lambda m: m.update(appUrl="returns.example"), "appUrl is no URL"),
            (lambda m: m.update(appUrl=f"{PUBLIC}/app"), "appUrl has a path"),
            (lambda m: m.update(tokenTargetUrl=f"{PUBLIC}/{'p' * 200}"), "longer than 200"),
            (lambda m: m["brand"]["logo"].update(default=f"{PUBLIC}/logo.svg"), "logo"),
            (lambda m: m["permissions"].append("MANAGE_RETURNS"), "is unknown"),
            (lambda m: m["permissions"].append("MANAGE_APPS"), "MANAGE_APPS"),
            (lambda m: m["permissions"].remove("MANAGE_ORDERS"), "never be delivered"),
            (lambda m: m["extensions"].append(m["extensions"][0]), "one identifier"),
            (lambda m: m["extensions"][0].update(mount="NOWHERE"), "mount NOWHERE"),
            (lambda m: m["extensions"][0].update(target="WIDGET"), "needs a widget mount"),
            (lambda m: m["extensions"][0].update(url=f"{PUBLIC}/desk/"), "must be relative"),
            (lambda m: m["extensions"][0].update(permissions=["MANAGE_USERS"]), "not the app's"),
            (lambda m: m["extensions"][0].update(options={"tab": 1}), "are unknown"),
            (lambda m: m["webhooks"][0].update(name=m["webhooks"][1]["name"]), "one name"),
            (lambda m: m["webhooks"][0].update(targetUrl="ftp://x.example/"), "targetUrl"),
            (lambda m: m["webhooks"][0].update(asyncEvents=["ORDER_EATEN"]), "ORDER_EATEN"),
            (
                lambda m: m["webhooks"][0].update(query="subscription { event { noSuch } }"),
                "Cannot query field 'noSuch'",
            ),
            (lambda m: m["webhooks"][0].update(query="{ shop { name } }"), "not one subscription"),
        ],
    )
    def test_finds_a_manifest_that_breaks_it(self, spoil: Spoil, complaint: str) -> None:
        assert any(complaint in rule for rule in broken_rules(spoilt(spoil), NEWEST, load_schema()))


class TestBehindAProxy:
    FORWARDED = {  # noqa: RUF012 - never changed
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        "Host": "inner.example",
    }

    @pytest.mark.parametrize("proxies", [0, 1])
    @pytest.mark.parametrize("version", SCHEMAS.values())
    def test_the_addresses_are_those_of_the_public_one(self, proxies: int, version: str) -> None:
        client = an_app(proxies=proxies).test_client()

        answer = client.get(
            "/api/manifest", headers={**self.FORWARDED, "Saleor-Schema-Version": version}
        )

        assert answer.get_json()["tokenTargetUrl"] == f"{PUBLIC}/api/register"
        assert "evil.example" not in answer.text
        assert "inner.example" not in answer.text

    @pytest.mark.parametrize(
        ("proxies", "caller", "host"),
        [(0, "127.0.0.1", "inner.example"), (1, "203.0.113.9", "evil.example")],
    )
    def test_the_caller_is_whom_the_proxies_name_and_only_they(
        self, proxies: int, caller: str, host: str
    ) -> None:
        app = an_app(proxies=proxies)
        seen: list[tuple[str | None, str]] = []
        app.before_request(lambda: seen.append((request.remote_addr, request.host)))

        app.test_client().get("/api/manifest", headers=self.FORWARDED)

        assert seen == [(caller, host)]


class TestTheLogo:
    def test_is_a_square_png_that_is_large_enough(self) -> None:
        file = Path(create_app.__code__.co_filename).parent / "static" / "logo.png"
        picture = file.read_bytes()

        width, height = (int.from_bytes(picture[at : at + 4], "big") for at in (16, 20))

        assert picture.startswith(b"\x89PNG\r\n\x1a\n")
        assert 256 <= width == height
        assert len(picture) <= 10 * 1024 * 1024
