"""The API's description: complete, true, and open to other origins."""

from typing import Any, cast

import pytest

from saleor_returns_app.http.entry import Entry, entry_of
from saleor_returns_app.web.portal.api import asked, examples, told
from tests.support.shopper import API, Shopper
from tests.support.whole_app import WholeApp


@pytest.fixture
def described(app: WholeApp) -> dict[str, Any]:
    return cast(dict[str, Any], app.client.get(f"{API}/openapi.json").get_json())


def operations(described: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        operation
        for path in described["paths"].values()
        for method, operation in path.items()
        if method in ("get", "post")
    ]


def references(part: Any) -> list[str]:
    if isinstance(part, dict):
        own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
        return own + [ref for value in part.values() for ref in references(value)]
    if isinstance(part, list):
        return [ref for value in part for ref in references(value)]
    return []


class TestTheDescription:
    def test_names_every_route_of_the_api(self, app: WholeApp, described: dict[str, Any]) -> None:
        rules = {
            rule.rule.replace("<", "{").replace(">", "}")
            for rule in app.flask.url_map.iter_rules()
            if rule.rule.startswith(API) and not rule.rule.endswith("openapi.json")
        }

        assert described["openapi"] == "3.1.0"
        assert set(described["paths"]) == rules

    def test_refers_only_to_what_it_contains(self, described: dict[str, Any]) -> None:
        schemas = {f"#/components/schemas/{name}" for name in described["components"]["schemas"]}

        assert set(references(described)) <= schemas

    def test_explains_every_operation(self, described: dict[str, Any]) -> None:
        names = [operation["operationId"] for operation in operations(described)]

        assert len(names) == len(set(names))
        for operation in operations(described):
            assert operation["summary"]
            assert operation["tags"][0] in {tag["name"] for tag in described["tags"]}
            for status, answer in operation["responses"].items():
                media = answer["content"]
                assert answer["description"]
                if int(status) >= 400:
                    problem = media["application/problem+json"]
                    assert problem["schema"] == {"$ref": "#/components/schemas/Problem"}
                    assert all(f"`{code}`" in answer["description"] for code in problem["examples"])

    def test_asks_for_a_token_exactly_where_the_app_does(
        self, app: WholeApp, described: dict[str, Any]
    ) -> None:
        guarded = {
            rule.rule.replace("<", "{").replace(">", "}")
            for rule in app.flask.url_map.iter_rules()
            if rule.rule.startswith(API) and entry_of(app.flask, rule.endpoint) is Entry.SHOPPER
        }
        said = {
            path
            for path, item in described["paths"].items()
            if any(
                isinstance(part, dict) and part.get("security") == [{"shopper": []}]
                for part in item.values()
            )
        }

        assert said == guarded

    def test_lists_what_a_quote_can_be_refused_for(self, described: dict[str, Any]) -> None:
        answers = described["paths"][f"{API}/quotes"]["post"]["responses"]

        assert "`quantity_too_large`" in answers["409"]["description"]
        assert "`line_unknown`" in answers["422"]["description"]
        assert "`not_json`" in answers["400"]["description"]
        assert "`access_expired`" in answers["401"]["description"]

    def test_shows_examples_that_the_api_would_take(self) -> None:
        assert asked.FindOrderSchema().load(examples.FIND_ORDER)
        assert asked.QuoteRequestSchema().load(examples.QUOTE_REQUEST)
        assert asked.ConfirmSchema().load(examples.CONFIRM)

    def test_shows_examples_with_the_fields_that_answers_have(self) -> None:
        pairs = [
            (examples.SHOP, told.ShopSchema),
            (examples.FOUND_ORDER, told.FoundOrderSchema),
            (examples.QUOTE, told.QuoteSchema),
            (examples.RETURN, told.ReturnSchema),
            (examples.CANCELLED_RETURN, told.ReturnSchema),
        ]
        for example, schema in pairs:
            assert schema().validate(example) == {}, schema
            assert set(example) == set(schema().fields)


class TestOtherOrigins:
    def test_may_ask_beforehand_without_a_token(self, app: WholeApp) -> None:
        asked_before = {
            "Origin": "https://shop.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization, content-type",
        }

        answer = app.client.options(f"{API}/quotes", headers=asked_before)

        assert answer.status_code == 200
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        assert "POST" in answer.headers["Access-Control-Allow-Methods"]

    def test_may_read_refusals(self, visitor: Shopper) -> None:
        refused = visitor.quote(99)

        assert refused.headers["Access-Control-Allow-Origin"] == "*"
        assert "Access-Control-Allow-Credentials" not in refused.headers

    def test_may_read_nothing_else(self, app: WholeApp) -> None:
        for path in ("/healthz", f"/portal/{app.shop.slug}/", "/api/manifest"):
            assert "Access-Control-Allow-Origin" not in app.client.get(path).headers

    def test_get_answers_that_no_cache_keeps(self, visitor: Shopper) -> None:
        assert visitor.get("/order").headers["Cache-Control"] == "no-store"
