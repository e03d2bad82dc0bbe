"""Signatures by Ed25519 (RFC 8032): the same content and key always give the same signature."""

import hmac
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from saleor_returns_app.domain.receipts.keys import (
    ReceiptKey,
    from_url_safe,
    key_id,
    url_safe,
)

SALT_BYTES = 32


class Ed25519Notary:
    """Makes keys, signs with them, and tells genuine from not."""

    def new_key(self, *, at: datetime) -> ReceiptKey:
        """Make a key by chance."""
        private = Ed25519PrivateKey.generate()
        public = url_safe(private.public_key().public_bytes_raw())
        return ReceiptKey(key_id(public), public, url_safe(private.private_bytes_raw()), at)

    def sign(self, key: ReceiptKey, content: bytes) -> bytes:
        """Sign bytes."""
        return Ed25519PrivateKey.from_private_bytes(from_url_safe(key.private)).sign(content)

    def is_signed(self, public: bytes, content: bytes, signature: bytes) -> bool:
        """Whether the owner of this public key has signed exactly these bytes."""
        try:
            Ed25519PublicKey.from_public_bytes(public).verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True

    def salt_for(self, key: ReceiptKey, receipt_id: str) -> str:
        """Derive a salt: a second try makes the same one, and nobody else can."""
        secret = HKDF(SHA256(), SALT_BYTES, None, b"saleor-returns receipt holder").derive(
            from_url_safe(key.private)
        )
        return hmac.new(secret, receipt_id.encode(), "sha256").hexdigest()
