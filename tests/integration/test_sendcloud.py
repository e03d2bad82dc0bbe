"""A return that travels with Sendcloud, from the key to the warehouse, in the whole app."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest

from saleor_returns_app.domain.return_request import ReturnRequest
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.shipping.errors import CarrierKeyWrong
from saleor_returns_app.domain.shipping.shipments import DocumentKind
from saleor_returns_app.sandbox.sendcloud.model import Step
from saleor_returns_app.use_cases.parcels.connections import connect_carrier
from tests.support.returns import SEED_POLICY, Walk, now
from tests.support.sandbox import SandboxServer, flask_transport
from tests.support.sendcloud import DESK
from tests.support.whole_app import WholeApp, whole_app

HOOK_KEY = "wh-key-of-the-whole-app"


@pytest.fixture
def both(database_url: str, tmp_path: Path) -> Iterator[tuple[WholeApp, SandboxServer]]:
    apps: list[WholeApp] = []
    with ExitStack() as stack:
        send = flask_transport(lambda: apps[0].flask)
        carrier = stack.enter_context(SandboxServer(send=send))
        url = carrier.sandbox.settings.sendcloud_url
        app = stack.enter_context(whole_app(database_url, tmp_path, sendcloud_url=url))
        apps.append(app)
        app.install()
        yield app, carrier


def connect(app: WholeApp, carrier: SandboxServer, **other: str) -> None:
    keys = {"public_key": "pub_demo_0001", "secret_key": "sec_demo_0001"}
    services = app.parts.services
    connect_carrier(
        app.shop.id,
        "sendcloud",
        keys | other,
        webhook_key=HOOK_KEY,
        at=now(),
        carriers=services.carriers,
        transaction=services.transaction,
    )
    hooks = carrier.sandbox.sendcloud.hooks
    hooks.point_at(f"http://app.test/api/webhooks/carriers/sendcloud/{app.shop.id}", HOOK_KEY)
    app.settle()


def a_return(app: WholeApp, carrier: SandboxServer) -> ReturnRequest:
    walk = Walk(app)
    access = walk.enter(walk.order())
    app.publish(replace(SEED_POLICY, return_address=DESK))
    connect(app, carrier)
    case = walk.confirm(access, walk.quote(access))
    settle(app, carrier)
    return case


def settle(app: WholeApp, carrier: SandboxServer) -> None:
    for _ in range(3):
        app.settle(ahead=True)
        carrier.settle(ahead=1.0)
    app.settle(ahead=True)


class TestAReturnWithSendcloud:
    def test_is_announced_once_and_followed_home(
        self, both: tuple[WholeApp, SandboxServer]
    ) -> None:
        app, carrier = both
        case = a_return(app, carrier)

        (made,) = carrier.sandbox.sendcloud.returns.values()
        with app.parts.services.transaction() as store:
            (parcel,) = store.parcels.of_case(case.id)
        assert (parcel.shipment_id, parcel.tracking_number) == (str(made.id), made.tracking_number)
        assert DocumentKind.LABEL in {one.kind for one in parcel.documents}
        assert app.case(case.number).parcel_status is ParcelStatus.ANNOUNCED

        carrier.sandbox.sendcloud.move(made.id, Step.IN_TRANSIT)
        settle(app, carrier)
        assert app.case(case.number).parcel_status is ParcelStatus.IN_TRANSIT

        carrier.sandbox.sendcloud.move(made.id, Step.DELIVERED)
        settle(app, carrier)
        assert app.case(case.number).parcel_status is ParcelStatus.DELIVERED
        assert app.failed_jobs() == []

    def test_has_one_label_though_the_answer_was_lost(
        self, both: tuple[WholeApp, SandboxServer]
    ) -> None:
        app, carrier = both
        carrier.faults.add("sendcloud:announce", "lost_after")
        case = a_return(app, carrier)

        (made,) = carrier.sandbox.sendcloud.returns.values()
        with app.parts.services.transaction() as store:
            (parcel,) = store.parcels.of_case(case.id)
        assert parcel.shipment_id == str(made.id)
        assert parcel.tracking_number == made.tracking_number

    def test_is_not_connected_with_a_wrong_key(self, both: tuple[WholeApp, SandboxServer]) -> None:
        app, carrier = both

        with pytest.raises(CarrierKeyWrong):
            connect(app, carrier, secret_key="wrong")
