"""Guards look at the whole app, as the integration tests do."""

from tests.integration.conftest import app

__all__ = ["app"]
