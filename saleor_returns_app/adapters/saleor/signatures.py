"""Proof that Saleor wrote something: detached signatures of webhooks, and the tokens of its staff."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

import jwt
from jwt.api_jws import PyJWS

from saleor_returns_app.domain.errors import SignatureInvalid, Unauthenticated
from saleor_returns_app.domain.installation import KeySet
from saleor_returns_app.domain.ports import KeyUnknown, StaffClaims

LONGEST_SIGNATURE = 4096
LEEWAY_SECONDS = 10
_jws = PyJWS()


class SaleorSignatures:
    """Checks by a shop's own key set. RS256 alone: what a token says of itself chooses nothing."""

    def check_delivery(self, signature: str, body: bytes, keys: KeySet) -> None:
        """Check a detached signature (RFC 7797, unencoded payload) over the very bytes that came.

        Raises `SignatureInvalid`; `KeyUnknown` when another key has signed, as after a rotation.
        """
        _refuse_odd_form(signature)
        key = _key_of(signature, keys)
        try:
            _jws.decode_complete(signature, key, algorithms=["RS256"], detached_payload=body)
        except jwt.InvalidTokenError as error:
            raise SignatureInvalid from error

    def claimed_issuer(self, token: str) -> str:
        """Read which shop a token says it comes from, proven by nothing; empty where it says nothing."""
        try:
            claims = jwt.decode(token, options={"verify_signature": False})
        except jwt.InvalidTokenError:
            return ""
        return str(claims.get("iss") or "")

    def staff_claims(self, token: str, keys: KeySet, *, at: datetime) -> StaffClaims:
        """Read a Dashboard user's token. Raises `Unauthenticated`, or `KeyUnknown`."""
        key = _key_of(token, keys)
        try:
            claims = jwt.decode(
                token,
                key,
                algorithms=["RS256"],
                options={
                    "require": ["exp", "iss"],
                    "verify_exp": False,
                    "verify_aud": False,
                    "verify_iat": False,
                },
            )
        except jwt.InvalidTokenError as error:
            raise Unauthenticated("This is not a valid token.") from error
        _refuse_expired(claims, at)
        if claims.get("type") != "thirdparty" or not claims.get("is_staff"):
            raise Unauthenticated("This token was not made for an app in the Dashboard.")
        return StaffClaims(
            email=str(claims.get("email", "")),
            app_id=str(claims.get("app", "")),
            issuer=str(claims["iss"]),
            permissions=frozenset(claims.get("user_permissions") or ()),
        )


def _refuse_odd_form(signature: str) -> None:
    parts = signature.split(".")
    if len(signature) > LONGEST_SIGNATURE or len(parts) != 3 or parts[1]:
        # A token signed with the same key carries its own payload; the body would go unchecked.
        raise SignatureInvalid("The signature is not a detached one.")


def _key_of(token: str, keys: KeySet) -> jwt.PyJWK:
    """Find the key that a token names; all else in its header is read and judged by PyJWT."""
    try:
        header = token.partition(".")[0].encode()
        kid = json.loads(jwt.utils.base64url_decode(header))["kid"]
        found = next((key for key in keys["keys"] if kid and key.get("kid") == kid), None)
        if found is not None:
            return _parsed(json.dumps(found))
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise SignatureInvalid from error
    raise KeyUnknown


@lru_cache(maxsize=1024)
def _parsed(key: str) -> jwt.PyJWK:
    """Parse a key of a key set; that costs more than the check of a signature, and keys stay for years."""
    return jwt.PyJWK(json.loads(key), algorithm="RS256")


def _refuse_expired(claims: dict[str, Any], at: datetime) -> None:
    expiry = claims["exp"]
    if not isinstance(expiry, int | float) or at.timestamp() > expiry + LEEWAY_SECONDS:
        raise Unauthenticated("This token has expired.")
