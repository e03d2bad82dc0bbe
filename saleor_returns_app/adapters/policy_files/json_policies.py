"""Policy files for those who may not know how they are read."""

from typing import Any

from saleor_returns_app.adapters.policy_files.conditions import operators_for
from saleor_returns_app.adapters.policy_files.json_schema import policy_schema
from saleor_returns_app.adapters.policy_files.reading import document_of
from saleor_returns_app.adapters.policy_files.writing import policy_words
from saleor_returns_app.domain.policy.conditions import FactName, Operator
from saleor_returns_app.domain.policy.document import PolicyDocument


class JsonPolicies:
    """Policies of format 2; those of format 1 are read as well."""

    def read(self, words: object) -> PolicyDocument:
        """Read JSON values. Raises `PolicyInvalid` with the path to each fault."""
        return document_of(words)

    def write(self, document: PolicyDocument) -> dict[str, Any]:
        """Write the JSON values of the one canonical form."""
        return policy_words(document)

    def schema(self) -> dict[str, Any]:
        """Describe the form (JSON Schema)."""
        return policy_schema()

    def operators_for(self, fact: FactName) -> frozenset[Operator]:
        """Say how a fact can be asked."""
        return operators_for(fact)
