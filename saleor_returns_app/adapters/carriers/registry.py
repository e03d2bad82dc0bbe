"""The carriers by name: the one place that knows them all."""

from collections.abc import Callable, Mapping, Sequence

from saleor_returns_app.adapters.carriers.offline import OfflineCarrier
from saleor_returns_app.domain.errors import NotFound
from saleor_returns_app.domain.ports import Carrier, CarrierHook
from saleor_returns_app.domain.shipping.connections import OFFLINE, CarrierConnection

Opening = Callable[[CarrierConnection], Carrier]


class CarrierUnknown(NotFound):
    """There is no such carrier."""

    code = "carrier_unknown"


class CarrierRegistry:
    """The way to any carrier, by its name; `hooks` are those that tell us of themselves."""

    def __init__(
        self, openings: Mapping[str, Opening], hooks: Mapping[str, CarrierHook] | None = None
    ) -> None:
        self._openings: Mapping[str, Opening] = {OFFLINE: lambda _: OfflineCarrier(), **openings}
        self._hooks = dict(hooks or {})

    def names(self) -> Sequence[str]:
        """List the carriers, the one that needs no account first."""
        return tuple(self._openings)

    def open(self, connection: CarrierConnection) -> Carrier:
        """Open an account. Raises `CarrierUnknown` for one of a carrier that this release lacks."""
        if connection.carrier not in self._openings:
            raise CarrierUnknown
        return self._openings[connection.carrier](connection)

    def hook(self, carrier: str) -> CarrierHook | None:
        """Return how a carrier's webhooks are read; None for one that sends none."""
        return self._hooks.get(carrier)
