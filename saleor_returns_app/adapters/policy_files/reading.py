"""Policies as people write them: a JSON document, checked to the last field."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError

from saleor_returns_app.adapters.policy_files.document import PolicySchema
from saleor_returns_app.adapters.policy_files.faults import refusal_at, refusal_of
from saleor_returns_app.adapters.policy_files.flat import format_2
from saleor_returns_app.adapters.policy_files.parsing import checked, words_from
from saleor_returns_app.domain.policy.document import PolicyDocument

FORMAT = 2


def document_from(text: str | bytes) -> PolicyDocument:
    """Read a policy of any format. Raises `PolicyInvalid` with the path to each fault."""
    return document_of(words_from(text))


def document_of(words: object) -> PolicyDocument:
    """Read a policy from JSON values. Raises `PolicyInvalid` with the path to each fault."""
    found = checked(words)
    try:
        if _is_flat(found):
            found = format_2(found)
        document: PolicyDocument = PolicySchema().load(found)
    except ValidationError as error:
        raise refusal_of(error.messages) from error
    return document


def _is_flat(words: Mapping[str, Any]) -> bool:
    """Whether it is of format 1, which did not have to say so."""
    said = words.get("format", 1)
    if said == FORMAT and not isinstance(said, bool):
        return False
    if said != 1:
        raise refusal_at("format", "unknown_format")
    if "format" not in words and words.keys() & {"rules", "defaults", "return_addresses"}:
        raise refusal_at("format", "format_missing")
    return True
