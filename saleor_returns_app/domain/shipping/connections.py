"""A merchant's account with a carrier."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from saleor_returns_app.domain.errors import Conflict, Unavailable
from saleor_returns_app.domain.policy.terms import ReturnMethod

# The carrier that is always there and needs no account.
OFFLINE = "offline"


class ConnectionState(StrEnum):
    """Whether an account is used: a wrong key pauses all work for it until somebody has seen to it.

    A removed one is kept for the parcels that were sent with it, without its credentials.
    """

    ACTIVE = "active"
    KEY_WRONG = "key_wrong"
    REMOVED = "removed"


class ConnectionPaused(Unavailable):
    """The account with this carrier is paused until its key is put right.

    `connection_id` says which.
    """

    code = "carrier_connection_paused"

    def __init__(self, connection_id: str) -> None:
        super().__init__()
        self.connection_id = connection_id


class ConnectionRemoved(Conflict):
    """The account with this carrier was disconnected."""

    code = "carrier_connection_removed"


@dataclass(eq=False)
class CarrierConnection:
    """An account of one shop with one carrier. `credentials` are secret, by the carrier's own names.

    `webhook_keys` lists the key in force first and, while it is being rotated, the one before.
    `methods` and `options` say what the carrier offered when it was last asked about the shop's own
    country: what rules may count on.
    """

    id: str
    installation_id: str
    carrier: str
    credentials: Mapping[str, str] = field(repr=False, default_factory=dict)
    webhook_keys: tuple[str, ...] = field(repr=False, default=())
    state: ConnectionState = ConnectionState.ACTIVE
    connected_at: datetime | None = None
    checked_at: datetime | None = None
    methods: tuple[ReturnMethod, ...] = ()
    options: tuple[str, ...] = ()

    def must_work(self) -> None:
        """Raise `ConnectionPaused` or `ConnectionRemoved` unless the carrier may be called."""
        if self.state is ConnectionState.KEY_WRONG:
            raise ConnectionPaused(self.id)
        if self.state is ConnectionState.REMOVED:
            raise ConnectionRemoved

    def key_was_refused(self) -> None:
        """The carrier does not accept the key; a removed account stays removed."""
        if self.state is ConnectionState.ACTIVE:
            self.state = ConnectionState.KEY_WRONG

    def was_given(self, credentials: Mapping[str, str], *, at: datetime) -> None:
        """The carrier has accepted these credentials."""
        self.credentials, self.state = dict(credentials), ConnectionState.ACTIVE
        self.connected_at = self.connected_at or at
        self.checked_at = at

    def takes_webhook_key(self, key: str) -> None:
        """Use a key for webhooks from now on; the one before is still good while it is rotated."""
        kept = [one for one in self.webhook_keys if one != key][:1]
        self.webhook_keys = (key, *kept)

    def forget_old_webhook_keys(self) -> None:
        """End a rotation."""
        self.webhook_keys = self.webhook_keys[:1]

    def was_removed(self) -> None:
        """The merchant has disconnected the account; its secrets are forgotten."""
        self.credentials, self.webhook_keys = {}, ()
        self.state = ConnectionState.REMOVED


def offline_connection(installation_id: str) -> CarrierConnection:
    """Return what stands for an account where none is needed."""
    return CarrierConnection(
        id="",
        installation_id=installation_id,
        carrier=OFFLINE,
        methods=(ReturnMethod.DROP_OFF,),
    )
