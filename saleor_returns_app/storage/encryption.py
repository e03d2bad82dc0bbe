"""Secrets at rest: what the database holds of them is worthless without the key."""

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

log = structlog.get_logger()


class KeyMissing(RuntimeError):
    """No key has been set, so that nothing can be hidden or read."""


class SecretKeys:
    """The keys in use; the first one writes, all of them read."""

    def __init__(self) -> None:
        self._fernet: MultiFernet | None = None

    def use(self, keys: list[str]) -> None:
        """Take these keys, newest first."""
        self._fernet = MultiFernet([Fernet(key) for key in keys])

    def encrypt(self, text: str) -> str:
        """Hide a text."""
        return self._ready().encrypt(text.encode()).decode()

    def decrypt(self, hidden: str) -> str:
        """Read a hidden text; one that none of the keys can read is as good as none, and is empty.

        A shop whose token is lost that way can still be shown, and can install the app anew.
        """
        try:
            return self._ready().decrypt(hidden.encode()).decode()
        except InvalidToken:
            log.warning(
                "secret_unreadable", hint="RETURNS_ENCRYPTION_KEYS lacks the key it was made with"
            )
            return ""

    def _ready(self) -> MultiFernet:
        if self._fernet is None:
            raise KeyMissing(KeyMissing.__doc__)
        return self._fernet


secret_keys = SecretKeys()


class EncryptedText(TypeDecorator[str]):
    """A text column that is encrypted on its way in."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Hide the text."""
        return None if value is None else secret_keys.encrypt(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Read the text."""
        return None if value is None else secret_keys.decrypt(value)
