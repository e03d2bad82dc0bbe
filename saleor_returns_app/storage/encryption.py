"""Secrets at rest: what the database holds of them is worthless without the key."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator


class KeyMissing(RuntimeError):
    """A secret cannot be read with any of the keys in RETURNS_ENCRYPTION_KEYS."""


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
        """Read a hidden text."""
        try:
            return self._ready().decrypt(hidden.encode()).decode()
        except InvalidToken as error:
            raise KeyMissing(KeyMissing.__doc__) from error

    def _ready(self) -> MultiFernet:
        if self._fernet is None:
            raise KeyMissing("No encryption key has been set.")
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
