"""The codes of gift cards: a keyed hash of what they are for."""

import base64
import hmac
from hashlib import sha256

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from saleor_returns_app.domain.saleor_things import GiftCardCode

# As long as Saleor lets a code be: 80 bits that nobody guesses.
LENGTH = 16
PURPOSE = b"saleor-returns.gift-card-codes"


class KeyedCodes:
    """Makes codes by a key of their own, drawn from the newest secret."""

    def __init__(self, secret: str) -> None:
        self._key = HKDF(SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())

    def code_for(self, name: str) -> GiftCardCode:
        """Make the code for something, the same one each time."""
        digest = hmac.new(self._key, name.encode(), sha256).digest()
        return GiftCardCode(base64.b32encode(digest).decode()[:LENGTH])
