"""The keys that receipts are signed with: one writes, all that ever did are published."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from saleor_returns_app.domain.receipts.canonical import canonical

PUBLIC_BYTES = 32
PublicKeys = Mapping[str, bytes]


@dataclass(eq=False)
class ReceiptKey:
    """An Ed25519 key of this app. Its id is the thumbprint of its public half (RFC 7638).

    `private` is empty for one that can no longer be read; its public half counts all the same.
    """

    id: str
    public: str
    private: str
    made_at: datetime
    retired_at: datetime | None = None

    def retire(self, *, at: datetime) -> None:
        """Sign with it no more; what it signed stays valid."""
        self.retired_at = at


def key_set(keys: Iterable[ReceiptKey]) -> dict[str, Any]:
    """Publish the public halves (RFC 7517, RFC 8037)."""
    return {
        "keys": [
            {
                **_public_words(key.public),
                "kid": key.id,
                "alg": "EdDSA",
                "use": "sig",
                "made_at": key.made_at.astimezone(UTC).isoformat(timespec="seconds"),
            }
            for key in keys
        ]
    }


def read_key_set(words: object) -> dict[str, bytes]:
    """Read published keys by their ids. Raises `ValueError` for what is no set of such keys."""
    listed = words.get("keys") if isinstance(words, dict) else None
    found = {}
    for word in listed if isinstance(listed, list) else ():
        if isinstance(word, dict) and (word.get("kty"), word.get("crv")) == ("OKP", "Ed25519"):
            public = str(word.get("x", ""))
            found[key_id(public)] = from_url_safe(public)
    if not found:
        raise ValueError("no Ed25519 key in the set")
    return found


def key_id(public: str) -> str:
    """Name a key by its public half, so that no name can stand for two keys."""
    return url_safe(hashlib.sha256(canonical(_public_words(public))).digest())


def url_safe(data: bytes) -> str:
    """Write bytes as base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_url_safe(text: str) -> bytes:
    """Read base64url; a spelling that we would not have chosen is refused with `ValueError`."""
    data = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if url_safe(data) != text:
        raise ValueError("not canonical base64url")
    return data


def _public_words(public: str) -> dict[str, str]:
    return {"crv": "Ed25519", "kty": "OKP", "x": public}
