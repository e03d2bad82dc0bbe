"""The jobs that speak with carriers."""

from datetime import datetime

from saleor_returns_app.domain.shipping.errors import CarrierUnreachable
from saleor_returns_app.jobs.queues import Queue
from saleor_returns_app.jobs.registry import job, log
from saleor_returns_app.services import Services
from saleor_returns_app.use_cases.parcels import (
    announcing,
    cancelling,
    fetching,
    hooks,
    looking,
    options,
)


@job(Queue.CARRIER)
def issue_return_label(services: Services, at: datetime, *, case_id: str) -> None:
    """Have a label made."""
    announcing.announce_parcels(
        case_id, at=at, carriers=services.carriers, transaction=services.transaction
    )


@job(Queue.CARRIER)
def fetch_labels(services: Services, at: datetime, *, case_id: str, look: str = "0") -> None:
    """Fetch what has to be printed, or look again later."""
    fetching.fetch_labels(
        case_id,
        int(look),
        at=at,
        carriers=services.carriers,
        files=services.files,
        paper=services.paper,
        slips=services.slips,
        letters=services.letters,
        transaction=services.transaction,
    )


@job(Queue.CARRIER)
def cancel_parcel(services: Services, at: datetime, *, parcel_id: str) -> None:
    """Ask a carrier to cancel a label."""
    cancelling.cancel_parcel(
        parcel_id, at=at, carriers=services.carriers, transaction=services.transaction
    )


@job(Queue.CARRIER)
def follow_parcel(services: Services, at: datetime, *, parcel_id: str) -> None:
    """Ask a carrier where a shipment is; where it is out of reach, the next look does it."""
    try:
        looking.follow_parcel(
            parcel_id, at=at, carriers=services.carriers, transaction=services.transaction
        )
    except CarrierUnreachable as error:
        log.warning("look_put_off", parcel=parcel_id, code=error.code)


@job(Queue.CARRIER)
def learn_carrier(services: Services, at: datetime, *, connection_id: str) -> None:
    """Ask a carrier what it offers a shop."""
    options.learn_carrier(
        connection_id, at=at, carriers=services.carriers, transaction=services.transaction
    )


@job(Queue.INBOX)
def apply_carrier_deliveries(
    services: Services, at: datetime, *, installation_id: str, carrier: str
) -> None:
    """Apply what a carrier told us."""
    hooks.apply_carrier_deliveries(
        installation_id,
        carrier,
        at=at,
        carriers=services.carriers,
        transaction=services.transaction,
    )
