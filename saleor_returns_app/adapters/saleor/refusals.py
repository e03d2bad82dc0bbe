"""What Saleor's errors say: the errors of a whole request, and those of one mutation."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from saleor_returns_app.domain.errors import (
    OutcomeUncertain,
    ReturnsError,
    SaleorAnonymous,
    SaleorDenied,
    SaleorHasIt,
    SaleorNotFound,
    SaleorRefused,
    SaleorTooCostly,
)

DENIED = "PermissionDenied"
WORTHLESS = frozenset({"InvalidTokenError", "ExpiredSignatureError", "InvalidSignatureError"})
TOO_COSTLY = "QueryCostError"
KINDS = {"NOT_FOUND": SaleorNotFound, "ALREADY_EXISTS": SaleorHasIt, "UNIQUE": SaleorHasIt}
# Where a mutation lists what is wrong with each of several things.
PARTS = ("lines", "addLines", "removeLines")
CRASHED = "Internal Server Error"
# Every app may go where this suffices: who is denied it is nobody.
ANY_APP = "AUTHENTICATED_APP"
PERMISSIONS = re.compile(r"permissions: ([A-Z_, ]+)")
TELLING = (SaleorAnonymous, OutcomeUncertain, SaleorDenied, SaleorTooCostly)


def refusal_in(errors: Sequence[Any]) -> ReturnsError:
    """Read the errors beside the data; of several the one that tells most."""
    refusals = [_refusal(error) for error in errors] or [SaleorRefused()]
    for kind in TELLING:
        for refusal in refusals:
            if isinstance(refusal, kind):
                return refusal
    return refusals[0]


def refusal_of_mutation(error: Mapping[str, Any], act: str = "") -> SaleorRefused:
    """Read one of a mutation's own errors: its code and field are Saleor's, `detail` a line's code."""
    code = error.get("code")
    kind = KINDS.get(str(code), SaleorRefused)
    details = [part.get("code") for key in PARTS for part in error.get(key) or ()]
    return kind(
        str(error.get("message") or ""),
        saleor_code=code,
        field=error.get("field"),
        act=act,
        detail=details[0] if details else None,
    )


def _refusal(error: Any) -> ReturnsError:
    if not isinstance(error, Mapping):
        return SaleorRefused(str(error))
    message, code = str(error.get("message") or ""), _code(error)
    if message == CRASHED:
        return OutcomeUncertain(message)
    if code in WORTHLESS or (code == DENIED and ANY_APP in message):
        return SaleorAnonymous(saleor_code=code)
    if code == DENIED:
        return SaleorDenied(message, saleor_code=code, permissions=_permissions(message))
    kind = SaleorTooCostly if code == TOO_COSTLY else SaleorRefused
    return kind(message, saleor_code=code)


def _code(error: Mapping[str, Any]) -> str:
    extensions = error.get("extensions")
    told = extensions.get("exception") if isinstance(extensions, Mapping) else None
    return str(told.get("code") or "") if isinstance(told, Mapping) else ""


def _permissions(message: str) -> tuple[str, ...]:
    found = PERMISSIONS.search(message)
    return tuple(name.strip() for name in found[1].split(",")) if found else ()
