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


# What an older Saleor does not know, and which of ours that is: it is asked only by its version.
LATER = f"{OPERATIONS}.since_3_22_36"
LATER_VERSIONS = {"3.22", "3.23", "main"}


def documents(*packages: str) -> dict[str, DocumentNode]:
    """Return every operation and subscription of some packages, as it is sent."""
    return {
        f"{package}/{name}": parse(document(package, name))
        for package in packages
        for name in operation_names(package)
    }


@cache
def real_schema(version: str) -> GraphQLSchema:
    """Read a real schema; it is large, so once."""
    text = shared_path("saleor", f"schema-{version}.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True)


def complaints(schema: GraphQLSchema, *packages: str) -> list[str]:
    """Say what is wrong or outdated in any document; unused fragments and variables are wrong too."""
    rules = [*specified_rules, NoDeprecatedCustomRule]
    found = [
        f"{name}: {error.message}"
        for name, tree in documents(*packages).items()
        for error in validate(schema, tree, rules, max_errors=100)
    ]
    return [one for one in found if not any(known in one for known in DEPRECATED_ON_PURPOSE)]


class TestEveryDocument:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_fits_the_real_saleor(self, version: str) -> None:
        packages = [OPERATIONS, SUBSCRIPTIONS, *([LATER] if version in LATER_VERSIONS else [])]

        assert complaints(real_schema(version), *packages) == []

    @pytest.mark.parametrize("version", sorted(set(VERSIONS) - LATER_VERSIONS))
    def test_of_a_newer_saleor_is_kept_apart_for_a_reason(self, version: str) -> None:
        assert len(complaints(real_schema(version), LATER)) >= len(operation_names(LATER))

    def test_fits_the_pretend_saleor(self) -> None:
        assert complaints(load_schema(), OPERATIONS, SUBSCRIPTIONS, LATER) == []

    def test_is_one_operation(self) -> None:
        counts = {
            name: sum(isinstance(node, OperationDefinitionNode) for node in tree.definitions)
            for name, tree in documents(OPERATIONS, SUBSCRIPTIONS, LATER).items()
        }

        assert len(counts) > 15
        assert set(counts.values()) == {1}, counts
