"""Proof that Saleor wrote something: detached signatures of webhooks, and the tokens of its staff."""

import json
from datetime import datetime
from functools import lru_cache
from typing import Any

import jwt
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding

from saleor_returns_app.domain.errors import SignatureInvalid, Unauthenticated
from saleor_returns_app.domain.installation import KeySet
from saleor_returns_app.domain.ports import KeyUnknown, StaffClaims

LONGEST_SIGNATURE = 4096
LEEWAY_SECONDS = 10
SAID_ALWAYS = {"alg": "RS256", "b64": False, "crit": ["b64"]}
PADDING, DIGEST = padding.PKCS1v15(), hashes.SHA256()


class SaleorSignatures:
    """Checks by a shop's own key set. RS256 alone: what a token says of itself chooses nothing."""

    def check_delivery(self, signature: str, body: bytes, keys: KeySet) -> None:
        """Check a detached signature (RFC 7797, unencoded payload) over the very bytes that came.

        Raises `SignatureInvalid`; `KeyUnknown` when another key has signed, as after a rotation.
        """
        header, written = _parts(signature)
        key = _key_of(signature, keys).key
        try:
            key.verify(written, header + b"." + body, PADDING, DIGEST)
        except InvalidSignature as error:
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


def _parts(signature: str) -> tuple[bytes, bytes]:
    """Take a signature apart, into the header as it was signed and the bytes written with the key.

    There is one form of it: what is written in another way would pass for another delivery.
    """
    parts = signature.split(".")
    if len(signature) > LONGEST_SIGNATURE or len(parts) != 3 or parts[1]:
        # A token signed with the same key carries its own payload; the body would go unchecked.
        raise SignatureInvalid("The signature is not a detached one.")
    if not _is_saleors(parts[0]):
        raise SignatureInvalid("The signature is of another kind.")
    try:
        written = jwt.utils.base64url_decode(parts[2])
    except ValueError as error:
        raise SignatureInvalid from error
    if jwt.utils.base64url_encode(written).decode() != parts[2]:
        raise SignatureInvalid("The signature is not written in its one form.")
    return parts[0].encode(), written


@lru_cache(maxsize=1024)
def _is_saleors(header: str) -> bool:
    """Whether a header says what Saleor's always say, and nothing that we would have to understand."""
    try:
        words = json.loads(jwt.utils.base64url_decode(header))
    except ValueError:
        return False
    return isinstance(words, dict) and all(
        words.get(name) == said for name, said in SAID_ALWAYS.items()
    )


def _key_of(token: str, keys: KeySet) -> jwt.PyJWK:
    """Find the key that a token names; all else in its header is read and judged by PyJWT."""
    try:
        kid = _kid(token.partition(".")[0])
        found = next((key for key in keys["keys"] if kid and key.get("kid") == kid), None)
        if found is not None:
            return _parsed(json.dumps(found))
    except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
        raise SignatureInvalid from error
    raise KeyUnknown


@lru_cache(maxsize=1024)
def _kid(header: str) -> Any:
    """Read which key a header names; a shop's are all alike."""
    return json.loads(jwt.utils.base64url_decode(header))["kid"]


@lru_cache(maxsize=1024)
def _parsed(key: str) -> jwt.PyJWK:
    """Parse a key of a key set; that costs more than the check of a signature, and keys stay for years."""
    return jwt.PyJWK(json.loads(key), algorithm="RS256")


def _refuse_expired(claims: dict[str, Any], at: datetime) -> None:
    expiry = claims["exp"]
    if not isinstance(expiry, int | float) or at.timestamp() > expiry + LEEWAY_SECONDS:
        raise Unauthenticated("This token has expired.")
