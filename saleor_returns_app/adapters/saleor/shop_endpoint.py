"""The endpoint of a shop that has installed the app, where an unknown token means a sleeping shop."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import requests

from saleor_returns_app.adapters.saleor.breaker import Breaker
from saleor_returns_app.adapters.saleor.http import SaleorEndpoint
from saleor_returns_app.domain.errors import SaleorAnonymous, ShopAsleep
from saleor_returns_app.domain.installation import Installation


class ShopEndpoint(SaleorEndpoint):
    """Tells which shop has fallen asleep, so that its jobs can wait for it."""

    def __init__(self, shop: Installation, session: requests.Session, breaker: Breaker) -> None:
        super().__init__(shop.api_url, shop.token, session, breaker)
        self._shop = shop

    def ask(self, operation: str, **variables: Any) -> dict[str, Any]:
        """Run a query. Raises `ShopAsleep` when Saleor does not know the token any more."""
        with self._as_nobody_noticed():
            return super().ask(operation, **variables)

    def tell(self, operation: str, field: str, **variables: Any) -> dict[str, Any]:
        """Run a mutation. Raises `ShopAsleep` when Saleor does not know the token any more."""
        with self._as_nobody_noticed():
            return super().tell(operation, field, **variables)

    @contextmanager
    def _as_nobody_noticed(self) -> Iterator[None]:
        try:
            yield
        except SaleorAnonymous as error:
            raise ShopAsleep(self._shop.id, self._shop.app_id, is_news=True) from error
