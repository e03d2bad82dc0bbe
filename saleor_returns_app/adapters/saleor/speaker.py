"""What all that speaks with one shop's Saleor has in common."""

from saleor_returns_app.adapters.saleor.http import SaleorEndpoint
from saleor_returns_app.domain.saleor_versions import NEWEST, Release


class Speaker:
    """Speaks with one shop's Saleor, with the app's token, and knows of which version it is."""

    def __init__(self, endpoint: SaleorEndpoint, release: Release = NEWEST) -> None:
        self._endpoint, self._release = endpoint, release

    @property
    def release(self) -> Release:
        """Which version it is, as far as we were told."""
        return self._release
