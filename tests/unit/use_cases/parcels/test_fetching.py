from datetime import timedelta
from pathlib import Path

import pytest
import structlog

from saleor_returns_app.adapters import paper
from saleor_returns_app.adapters.paper import checked_pdf
from saleor_returns_app.domain.errors import AccessExpired
from saleor_returns_app.domain.return_states import ParcelStatus
from saleor_returns_app.domain.shipping.parcels import Announcement
from saleor_returns_app.domain.shipping.shipments import CarrierDocument, DocumentKind, PaperSize
from saleor_returns_app.domain.shipping.tracking import ShipmentState, TrackingStatus
from saleor_returns_app.use_cases.returns.labels import label_link, open_label
from tests.support.carriers import PNG
from tests.support.fakes import FakeSealer
from tests.support.orders import NOON
from tests.support.paper import a_pdf, texts
from tests.support.parcel_desk import ParcelDesk, connected

HTML = b"<!doctype html><title>Log in</title>"


def a_document(content: bytes, media_type: str = "application/pdf") -> CarrierDocument:
    return CarrierDocument(DocumentKind.LABEL, media_type, content)


class TestWhatTheCarrierGives:
    @pytest.mark.parametrize(
        "document",
        [
            a_document(HTML),
            a_document(HTML, "text/html"),
            a_document(b"%PDF-1.7 " + b"x" * 50_000_000),
            a_document(b"%PDF-1.7 cut off"),
            a_document(b""),
            a_document(b"GIF89a", "image/png"),
            a_document(PNG + b"x" * 3_000_000, "image/png"),
            a_document(b"^XA^XZ", "application/zpl"),
        ],
    )
    def test_is_refused_where_it_cannot_be_printed(
        self, tmp_path: Path, document: CarrierDocument
    ) -> None:
        desk = connected(tmp_path)
        desk.carrier.papers = [document]

        with structlog.testing.capture_logs() as logs:
            desk.make_label()

        assert [one["event"] for one in logs] == ["document_refused"]
        assert (desk.files.files, desk.store.files.kept, desk.case.label) == ({}, [], None)
        assert desk.parcel.announcement is Announcement.MADE
        assert desk.parcel.status is TrackingStatus.ANNOUNCED
        assert desk.case.parcel_status is ParcelStatus.PROBLEM

    def test_is_taken_when_it_is_right_after_all(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.papers = [a_document(HTML)]
        desk.make_label()
        desk.carrier.papers = None

        desk.fetch(look=1)

        assert desk.case.label is not None
        assert desk.case.parcel_status is ParcelStatus.ANNOUNCED
        assert desk.case.problem == ""

    def test_is_put_together_with_customs_and_slip(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        customs = CarrierDocument(
            DocumentKind.CUSTOMS_DECLARATION, "application/pdf", a_pdf("Customs", size=(210, 297))
        )
        desk.carrier.papers = [customs, a_document(a_pdf("The label"))]

        desk.make_label()

        assert desk.case.label is not None
        pages = texts(desk.files.files[desk.case.label.file_id])
        assert ["The label" in pages[0], "Customs" in pages[1], len(pages)] == [True, True, 3]

    def test_is_fetched_once(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.make_label()
        desk.fetch(look=1)

        assert desk.carrier.calls["documents"] == 1
        assert len(desk.store.messages.kept) == 1

    def test_is_given_out_by_a_link_that_nobody_guesses_and_that_ends(self, tmp_path: Path) -> None:
        desk, sealer = connected(tmp_path), FakeSealer()
        desk.make_label()
        token = label_link(desk.case, at=NOON, sealer=sealer)

        def opened(hours: int) -> bytes:
            return open_label(
                token,
                at=NOON + timedelta(hours=hours),
                size=PaperSize.A4,
                sealer=sealer,
                files=desk.files,
                paper=paper,
                transaction=desk.store.transaction,
            ).content

        assert checked_pdf(opened(1)) == 1
        with pytest.raises(AccessExpired):
            opened(3)


class TestALabelThatIsStillBeingMade:
    def later(self, desk: ParcelDesk) -> list[str]:
        return [
            ids["look"] for name, ids in desk.store.jobs if name == "fetch_labels" and "look" in ids
        ]

    def test_is_asked_for_again(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.makes_labels = False

        desk.make_label()

        assert self.later(desk) == ["1"]
        assert desk.case.parcel_status is ParcelStatus.PREPARING

    def test_and_fails_at_the_carrier_s_carrier_is_told(self, tmp_path: Path) -> None:
        desk = connected(tmp_path)
        desk.carrier.makes_labels = False
        desk.announce()
        shipment = desk.parcel.shipment_id
        state = ShipmentState(shipment, (), errors=("The postal code is unknown.",))
        desk.carrier.states[shipment] = state

        desk.fetch()

        assert desk.case.problem == "The postal code is unknown."
        assert desk.parcel.announcement is Announcement.REFUSED
        assert self.later(desk) == []
