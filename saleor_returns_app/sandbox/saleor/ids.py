"""Global ids as Saleor writes them: the type and the key, in base64."""

import base64
import binascii


def global_id(kind: str, key: object) -> str:
    """Return the opaque id of a thing."""
    return base64.b64encode(f"{kind}:{key}".encode()).decode()


def split_global_id(text: str) -> tuple[str, str] | None:
    """Return the type and key in an id, or None when it is not one."""
    try:
        kind, separator, key = base64.b64decode(text, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return None
    return (kind, key) if separator else None


def key_of(kind: str, text: str | None) -> str | None:
    """Return the key in an id of this type, or None."""
    parts = split_global_id(text or "")
    return parts[1] if parts and parts[0] == kind else None
