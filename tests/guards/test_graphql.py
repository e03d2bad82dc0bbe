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
from saleor_returns_app.domain.saleor_versions import (
    ADJUSTS_GIFT_CARDS,
    TAKES_PROBLEMS,
    TAKES_RETURN_REASONS,
)
from saleor_returns_app.graphql_documents import document, operation_names
from saleor_returns_app.sandbox.saleor.schema import load_schema
from tests.support.shared import shared_path
from webhooks.saleor.definition import WEBHOOKS, webhooks_for

VERSIONS: dict[str, tuple[int, ...]] = {
    "3.21": (3, 21, 69),
    "3.22": (3, 22, 67),
    "3.23": (3, 23, 28),
    "main": (3, 24),
}
EVERYTHING = frozenset(webhook.needs for webhook in WEBHOOKS)

# What is used although Saleor advises against it: the words of its complaint, and why we do.
DEPRECATED_ON_PURPOSE = {
    "'Query.orders(filter:)'": "Saleor 3.21 knows no `where` for orders.",
    "'Query.productVariants(filter:)'": "Saleor 3.21 knows no `search` for variants.",
    "Product.attributes is deprecated": "Saleor 3.21 knows no `assignedAttributes`.",
    "ProductVariant.attributes is deprecated": "Saleor 3.21 knows no `assignedAttributes`.",
}


# What an older Saleor does not know, and which of ours that is: it is asked only by its version.
LATER: dict[str, tuple[int, ...]] = {
    f"{OPERATIONS}.since_3_22_36": TAKES_PROBLEMS,
    f"{OPERATIONS}.since_3_23_12": TAKES_RETURN_REASONS,
    f"{OPERATIONS}.since_3_23_19": ADJUSTS_GIFT_CARDS,
}


def operations_since(*releases: tuple[int, ...]) -> set[str]:
    """Name the operations that Saleors from these versions on know."""
    return {
        f"{package}/{name}"
        for package, since in LATER.items()
        if since in releases
        for name in operation_names(package)
    }


def documents(saleor: tuple[int, ...]) -> dict[str, DocumentNode]:
    """Return every operation and subscription for a Saleor, as it is sent."""
    operations = {
        f"{package}/{name}": document(package, name)
        for package in [OPERATIONS, *(name for name, since in LATER.items() if saleor >= since)]
        for name in operation_names(package)
    }
    subscriptions = {webhook.name: webhook.query for webhook in webhooks_for(saleor, EVERYTHING)}
    return {name: parse(text) for name, text in (operations | subscriptions).items()}


@cache
def real_schema(version: str) -> GraphQLSchema:
    """Read a real schema; it is large, so once."""
    text = shared_path("saleor", f"schema-{version}.graphql").read_text(encoding="utf-8")
    return build_schema(text, assume_valid=True)


def complaints(schema: GraphQLSchema, saleor: tuple[int, ...]) -> list[tuple[str, str]]:
    """Say what is wrong or outdated in any document; unused fragments and variables are wrong too."""
    rules = [*specified_rules, NoDeprecatedCustomRule]
    found = [
        (name, error.message)
        for name, tree in documents(saleor).items()
        for error in validate(schema, tree, rules, max_errors=100)
    ]
    return [one for one in found if not any(known in one[1] for known in DEPRECATED_ON_PURPOSE)]


class TestEveryDocument:
    @pytest.mark.parametrize("version", VERSIONS)
    def test_fits_the_real_saleor(self, version: str) -> None:
        assert complaints(real_schema(version), VERSIONS[version]) == []

    def test_fits_the_pretend_saleor(self) -> None:
        assert complaints(load_schema(), VERSIONS["main"]) == []

    @pytest.mark.parametrize(
        ("version", "later"),
        [
            ("3.21", {"Returns: customer deleted", *operations_since(*LATER.values())}),
            (
                "3.22",
                {
                    "Returns: customer deleted",
                    *operations_since(TAKES_RETURN_REASONS, ADJUSTS_GIFT_CARDS),
                },
            ),
        ],
    )
    def test_of_a_later_saleor_is_kept_apart_for_a_reason(
        self, version: str, later: set[str]
    ) -> None:
        unfit = complaints(real_schema(version), VERSIONS["main"])

        assert {name for name, _ in unfit} == later

    def test_is_one_operation(self) -> None:
        counts = {
            name: sum(isinstance(node, OperationDefinitionNode) for node in tree.definitions)
            for name, tree in documents(VERSIONS["main"]).items()
        }

        assert len(counts) > 25
        assert {webhook.name for webhook in WEBHOOKS} <= counts.keys()
        assert set(counts.values()) == {1}, counts
