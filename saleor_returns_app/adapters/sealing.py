"""Signed words that only we can write and anybody may carry."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from saleor_returns_app.domain.errors import AccessExpired, Unauthenticated


class SignedWords:
    """Seals by a secret; each purpose has a salt of its own, so that one seal opens one thing."""

    def __init__(self, secrets: list[str]) -> None:
        self._secrets = secrets

    def seal(self, purpose: str, content: Mapping[str, Any], *, at: datetime) -> str:
        """Sign a content together with the moment."""
        sealed = {"at": int(at.timestamp()), "is": dict(content)}
        return str(self._serializer(purpose).dumps(sealed))

    def unseal(
        self, purpose: str, token: str, *, at: datetime, lifetime: timedelta
    ) -> dict[str, Any]:
        """Return the content. Raises `Unauthenticated`, or `AccessExpired` after its lifetime."""
        try:
            sealed = self._serializer(purpose).loads(token)
        except BadSignature as error:
            raise Unauthenticated from error
        if at - datetime.fromtimestamp(sealed["at"], UTC) > lifetime:
            raise AccessExpired
        return dict(sealed["is"])

    def _serializer(self, purpose: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._secrets, salt=f"saleor-returns.{purpose}")
