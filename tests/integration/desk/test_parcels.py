"""Parcels and accounts with carriers, over the desk's API and the carriers' door."""

from dataclasses import replace
from pathlib import Path

import pytest

from saleor_returns_app.adapters.carriers.offline import OfflineCarrier
from saleor_returns_app.app import create_app
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.shipping.tracking import TrackingStatus
from tests.support.carriers import (
    HOOK_KEY,
    KEY,
    NAME,
    SIGNATURE,
    Books,
    ScriptedCarrier,
    ScriptedCarriers,
    signed,
    told,
)
from tests.support.returns import Walk, now
from tests.support.whole_app import WholeApp

API = "/api/desk/v1"


@pytest.fixture
def carrier(app: WholeApp, tmp_path: Path) -> ScriptedCarrier:
    """Return a carrier that the app knows beside the one that needs no account."""
    folder = tmp_path / "books"
    folder.mkdir()
    carrier = ScriptedCarrier(Books(folder))
    services = replace(app.parts.services, carriers=ScriptedCarriers(carrier, OfflineCarrier()))
    app.parts = replace(app.parts, services=services)
    app.flask = create_app(app.settings, services)
    app.flask.testing = True
    return carrier


def connect(app: WholeApp, key: str = KEY) -> int:
    words = {"credentials": {"key": key}, "webhook_key": HOOK_KEY}
    answer = app.client.put(f"{API}/carriers/{NAME}", json=words, headers=app.staff_headers())
    app.settle()
    return answer.status_code


def a_return(app: WholeApp) -> str:
    walk = Walk(app)
    access = walk.enter(walk.order())
    number = walk.confirm(access, walk.quote(access)).number
    app.settle()
    return number


def parcels(app: WholeApp, number: str) -> list[dict[str, object]]:
    answer = app.client.get(f"{API}/returns/{number}/parcels", headers=app.staff_headers())
    found: list[dict[str, object]] = answer.get_json()["parcels"]
    return found


def tell(app: WholeApp, body: bytes, **headers: str) -> int:
    given = {SIGNATURE: signed(body), **headers}
    place = f"/api/webhooks/carriers/{NAME}/{app.shop.id}"
    status = app.client.post(place, data=body, headers=given).status_code
    app.settle()
    return status


class TestAnAccount:
    def test_is_connected_once_the_carrier_accepts_its_key(
        self, app: WholeApp, carrier: ScriptedCarrier
    ) -> None:
        assert connect(app, "wrong") == 403
        assert connect(app) == 200

        listed = app.client.get(f"{API}/carriers", headers=app.staff_headers()).get_json()
        [account] = listed["connections"]
        assert account["methods"] == ["drop_off", "label_less", "pick_up"]
        assert (account["state"], account["has_webhook_key"]) == ("active", True)
        assert KEY not in str(listed)
        assert listed["carriers"] == ["offline", NAME]

    def test_keeps_its_secrets_from_the_database_s_readers(
        self, app: WholeApp, carrier: ScriptedCarrier
    ) -> None:
        connect(app)

        with app.parts.database.connection() as connection:
            row = connection.exec_driver_sql("select * from carrier_connections").one()
        assert KEY not in str(row)
        assert HOOK_KEY not in str(row)

    def test_with_a_wrong_key_pauses_its_queue_and_is_called_once(
        self, app: WholeApp, carrier: ScriptedCarrier
    ) -> None:
        connect(app)
        carrier.calls.clear()
        carrier.key = "changed"
        numbers = [a_return(app) for _ in range(3)]

        app.settle()

        assert sum(carrier.calls.values()) == 1
        with app.parts.services.transaction() as store:
            [problem] = store.problems.open_of(app.shop.id)
        assert problem.kind.value == "carrier_key_wrong"
        assert app.failed_jobs() == []

        connect(app, "changed")
        assert carrier.books.references() == [f"{number}/1" for number in numbers]
        assert {app.case(one).parcel_status for one in numbers} == {ParcelStatus.ANNOUNCED}
        with app.parts.services.transaction() as store:
            assert store.problems.open_of(app.shop.id) == []


class TestAParcel:
    def test_is_followed_from_the_label_to_the_shop(
        self, app: WholeApp, carrier: ScriptedCarrier
    ) -> None:
        connect(app)
        number = a_return(app)
        [parcel] = parcels(app, number)
        assert (parcel["reference"], parcel["status"]) == (f"{number}/1", "announced")
        shipment = carrier.books.find(f"{number}/1")
        assert shipment is not None
        box = shipment.parcels[0].id

        assert tell(app, told((box, TrackingStatus.HANDED_IN, now()))) == 200
        assert app.case(number).parcel_status is ParcelStatus.IN_TRANSIT
        assert tell(app, told((box, TrackingStatus.DELIVERED, now()))) == 200

        assert app.case(number).parcel_status.value == ParcelStatus.DELIVERED.value
        [parcel] = parcels(app, number)
        timeline = parcel["timeline"]
        assert isinstance(timeline, list)
        assert [one["status"] for one in timeline] == ["handed_in", "delivered"]
        with app.parts.services.transaction() as store:
            kinds = [one.kind.value for one in store.messages.of_case(app.case(number).id)]
        assert kinds == ["handed_in", "label"]

    def test_is_not_moved_by_what_nobody_signed(
        self, app: WholeApp, carrier: ScriptedCarrier
    ) -> None:
        connect(app)
        number = a_return(app)
        shipment = carrier.books.find(f"{number}/1")
        assert shipment is not None
        body = told((shipment.parcels[0].id, TrackingStatus.DELIVERED, now()))

        assert tell(app, body, **{SIGNATURE: signed(body)[:-1]}) == 401
        assert tell(app, b"\xff\xfe") == 422
        assert tell(app, b"x" * 300_000) == 413

        assert app.case(number).parcel_status is ParcelStatus.ANNOUNCED
        with app.parts.database.connection() as connection:
            kept = connection.exec_driver_sql("select count(*) from carrier_deliveries").scalar()
        assert kept == 0

    @pytest.mark.parametrize(
        ("act", "status"), [("mark-delivered", "delivered"), ("cancel-label", "cancelling")]
    )
    def test_is_seen_to_by_staff(
        self, app: WholeApp, carrier: ScriptedCarrier, act: str, status: str
    ) -> None:
        connect(app)
        number = a_return(app)

        answer = app.client.post(
            f"{API}/returns/{number}/parcels/{act}", headers=app.staff_headers()
        )
        app.settle()

        assert answer.status_code == 200
        assert parcels(app, number)[0]["status"] == status

    def test_has_its_label_on_the_paper_that_somebody_has(
        self, app: WholeApp, carrier: ScriptedCarrier
    ) -> None:
        connect(app)
        number = a_return(app)
        place = f"{API}/returns/{number}/label"

        small = app.client.get(place, headers=app.staff_headers()).data
        large = app.client.get(f"{place}?paper=A4", headers=app.staff_headers()).data

        assert small.startswith(b"%PDF")
        assert large.startswith(b"%PDF")
        assert small != large


class TestTheHistoryOfAReturn:
    def test_says_where_the_parcel_went(self, app: WholeApp, carrier: ScriptedCarrier) -> None:
        connect(app)
        number = a_return(app)
        shipment = carrier.books.find(f"{number}/1")
        assert shipment is not None
        tell(app, told((shipment.parcels[0].id, TrackingStatus.RETURNED_TO_SENDER, now())))

        page = app.client.get(f"/desk/parts/returns/{number}", headers=app.staff_headers()).text

        assert "There is a problem with the parcel" in page
        assert "went back to the customer" in page
