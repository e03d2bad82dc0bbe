"""A carrier that needs no account: the label is drawn here, for any carrier the merchant has."""

from saleor_returns_app.adapters.carriers.offline.carrier import OfflineCarrier, draw_slip

__all__ = ["OfflineCarrier", "draw_slip"]
