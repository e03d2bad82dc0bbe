"""Everything that we ask of a Saleor exists in every Saleor that we support."""

from functools import cache

import pytest
from graphql import (
    DocumentNode,
    GraphQLSchema,
    NoDeprecatedCustomRule,
    OperationDefinitionNode,
    build_schema,
    parse,
    specified_rules,
    validate,
)

from saleor_returns_app.adapters.saleor.http import OPERATIONS
from saleor_returns_app.graphql_documents import document, operation_names
from saleor_returns_app.sandbox.saleor.schema import load_schema
from tests.support.shared import shared_path
from webhooks.saleor.definition import SUBSCRIPTIONS

VERSIONS = ["3.21", "3.22", "3.23", "main"]

# What is used although Saleor advises against it: the words of its complaint, and why we do.
DEPRECATED_ON_PURPOSE = {"'Query.orders(filter:)'": "Saleor 3.21 knows no `where` for orders."}


def documents() -> dict[str, DocumentNode]:
    """Return every operation and subscription, as it is sent."""
    return {
        f"{package}/{name}": parse(document(package, name))
        for package in (OPERATIONS, SUBSCRIPTIONS)
        for name in operation_names(package)
    }


@cache
def real_schema(version: str) -> GraphQLSchema:
    """Read a real schema; it is large, so once."""
    text = shared_path("saleor", f"schema-{version}.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True)


def complaints(schema: GraphQLSchema) -> list[str]:
    """Say what is wrong or outdated in any document; unused fragments and variables are wrong too."""
    rules = [*specified_rules, NoDeprecatedCustomRule]
    found = [
        f"{name}: {error.message}"
        for name, tree in documents().items()
        for error in validate(schema, tree, rules, max_errors=100)
    ]
    return [one for one in found if not any(known in one for known in DEPRECATED_ON_PURPOSE)]


class TestEveryDocument:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_fits_the_real_saleor(self, version: str) -> None:
        assert complaints(real_schema(version)) == []

    def test_fits_the_pretend_saleor(self) -> None:
        assert complaints(load_schema()) == []

    def test_is_one_operation(self) -> None:
        counts = {
            name: sum(isinstance(node, OperationDefinitionNode) for node in tree.definitions)
            for name, tree in documents().items()
        }

        assert len(counts) > 15
        assert set(counts.values()) == {1}, counts
