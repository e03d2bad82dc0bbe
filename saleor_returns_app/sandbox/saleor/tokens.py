"""Who is asking: app tokens and user tokens, read and made."""

import secrets
import string
from typing import Any

import jwt

from saleor_returns_app.sandbox.saleor.ids import global_id, key_of
from saleor_returns_app.sandbox.saleor.installed import App, Extension
from saleor_returns_app.sandbox.saleor.instance import NOBODY, Principal, Saleor
from saleor_returns_app.sandbox.saleor.people import Staff, find_staff

APP_TOKEN_LENGTH = 30


def new_app_token() -> str:
    """Make up an app token."""
    letters = string.ascii_letters + string.digits
    return "".join(secrets.choice(letters) for _ in range(APP_TOKEN_LENGTH))


def token_in(headers: dict[str, str]) -> str | None:
    """Return the token in the headers, as Saleor looks for it."""
    if own := headers.get("authorization-bearer"):
        return own
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() in {"bearer", "jwt"} and token else None


def principal_of(saleor: Saleor, token: str | None) -> Principal:
    """Return who holds a token; an unknown one makes the caller anonymous."""
    if not token:
        return NOBODY
    if len(token) == APP_TOKEN_LENGTH:
        app = saleor.app_with_token(token)
        return Principal(app=app, permissions=frozenset(app.permissions)) if app else NOBODY
    try:
        claims = saleor.key.claims(token)
    except jwt.ExpiredSignatureError:
        return Principal(problem="ExpiredSignatureError: Signature has expired")
    except jwt.InvalidTokenError:
        return Principal(problem="InvalidTokenError: Invalid token.")
    user = find_staff(int(key_of("User", claims.get("user_id")) or 0))
    held = claims.get("permissions", user.permissions if user else ())
    return Principal(user=user.pk, permissions=frozenset(held)) if user else NOBODY


def staff_principal(staff: Staff) -> Principal:
    """Return a staff user who is signed in to the Dashboard."""
    return Principal(user=staff.pk, permissions=frozenset(staff.permissions))


def user_token(
    saleor: Saleor,
    app: App,
    staff: Staff,
    *,
    extension: Extension | None = None,
    ttl: float | None = None,
    overrides: dict[str, Any] | None = None,
) -> str:
    """Make the token that the Dashboard hands to an app's frame."""
    issued = int(saleor.now().timestamp())
    scope = extension.permissions if extension else app.permissions
    lifetime = saleor.settings.user_token_seconds if ttl is None else ttl
    claims: dict[str, Any] = {
        "iat": issued,
        "owner": "saleor",
        "iss": saleor.settings.api_url,
        "exp": int(issued + lifetime),
        "token": staff.token_key,
        "email": staff.email,
        "type": "thirdparty",
        "user_id": global_id("User", staff.pk),
        "is_staff": True,
        "app": global_id("App", app.pk),
        "permissions": [name for name in staff.permissions if name in scope],
        "user_permissions": list(staff.permissions),
    }
    if extension is not None:
        claims["app_extension"] = global_id("AppExtension", extension.pk)
    if app.audience:
        claims["aud"] = app.audience
    return saleor.key.token(claims | (overrides or {}))
