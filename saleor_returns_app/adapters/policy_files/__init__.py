"""Policies as files: read, checked, and written back."""

from saleor_returns_app.adapters.policy_files.json_policies import JsonPolicies
from saleor_returns_app.adapters.policy_files.json_schema import policy_schema
from saleor_returns_app.adapters.policy_files.reading import (
    document_from,
    document_of,
)
from saleor_returns_app.adapters.policy_files.writing import policy_text, policy_words

__all__ = [
    "JsonPolicies",
    "document_from",
    "document_of",
    "policy_schema",
    "policy_text",
    "policy_words",
]
