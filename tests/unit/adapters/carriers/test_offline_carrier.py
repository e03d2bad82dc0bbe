from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pypdfium2
import pytest
import structlog
import zxingcpp
from fpdf import FPDF
from PIL.Image import Image

from saleor_returns_app.adapters.carriers.offline import OfflineCarrier, draw_slip
from saleor_returns_app.adapters.paper.codes import draw_code_128
from saleor_returns_app.adapters.paper.typefaces import (
    EAST_ASIAN,
    REGULAR,
    drawable,
)
from saleor_returns_app.domain.errors import ReturnAddressMissing
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnReason
from saleor_returns_app.domain.shipping.shipments import (
    PaperSize,
    ParcelItem,
    ParcelSpec,
    Route,
    ShipmentOrder,
)
from tests.support.orders import NOON

PRINTER_DPI = 203
POINTS_PER_INCH = 72
SENDER = Address("Zoë", "Müller-Lefèvre", "", "12 rue de l’Église", "", "Lyon", "", "69003", "FR")
SHOP = Address("", "", "Atelier Écharpe", "8 quai des Chartrons", "", "Bordeaux", "", "33000", "FR")
PRICE = Money(1990, "EUR")
ITEMS = (
    ParcelItem("Écharpe · Bleu nuit", 1, PRICE, reason=ReturnReason.TOO_LARGE),
    ParcelItem("Gants · M", 2, PRICE),
)
ORDER = ShipmentOrder(
    reference="R-2026-000123/1",
    return_number="R-2026-000123",
    order_number="1042",
    route=Route(SENDER, SHOP),
    parcel=ParcelSpec(ITEMS, 800),
    option_code="offline",
    language="FR",
)
CARRIER = OfflineCarrier()


@contextmanager
def opened(pdf: bytes) -> Iterator[pypdfium2.PdfDocument]:
    document = pypdfium2.PdfDocument(pdf)
    yield document
    document.close()


def texts(pdf: bytes) -> list[str]:
    with opened(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def printed(pdf: bytes) -> Image:
    """Show the label as a thermal printer at 203 dpi would."""
    with opened(pdf) as document:
        picture: Image = document[0].render(scale=PRINTER_DPI / POINTS_PER_INCH).to_pil()
        return picture.convert("L")


def label_of(order: ShipmentOrder = ORDER) -> bytes:
    [document] = CARRIER.documents(order, CARRIER.announce(order), paper=PaperSize.A6)
    return document.content


def between(sender: Address = SENDER, recipient: Address = SHOP) -> ShipmentOrder:
    return replace(ORDER, route=Route(sender, recipient))


class TestTheOfflineCarrier:
    def test_makes_the_same_label_of_the_same_order(self) -> None:
        assert label_of() == label_of()
        assert CARRIER.find(ORDER, since=NOON) == CARRIER.announce(ORDER)

    def test_gives_every_return_try_and_box_a_number_of_its_own(self) -> None:
        three = replace(ORDER, parcel=replace(ORDER.parcel, count=3))
        again = replace(ORDER, reference="R-2026-000123/2")
        other = replace(ORDER, return_number="R-2026-000124", reference="R-2026-000124/1")

        shipments = [CARRIER.announce(one) for one in (three, again, other)]

        numbers = [box.tracking_number for shipment in shipments for box in shipment.parcels]
        assert len(set(numbers)) == len(numbers) == 5

    def test_makes_a_label_for_each_box(self) -> None:
        three = replace(ORDER, parcel=replace(ORDER.parcel, count=3))
        shipment = CARRIER.announce(three)

        labels = CARRIER.documents(three, shipment, paper=PaperSize.A6)

        assert [one.parcel_id for one in labels] == [one.id for one in shipment.parcels]
        for label, box in zip(labels, shipment.parcels, strict=True):
            assert box.tracking_number in texts(label.content)[0]

    @pytest.mark.parametrize(
        "recipient",
        [
            Address(),
            Address(country="FR"),
            replace(SHOP, street_1=""),
            replace(SHOP, city=""),
            replace(SHOP, company=""),
        ],
    )
    def test_needs_to_know_where_to(self, recipient: Address) -> None:
        with pytest.raises(ReturnAddressMissing):
            CARRIER.announce(between(recipient=recipient))


class TestTheLabel:
    @pytest.mark.parametrize("number", ["R-2026-000123", "R-2026-999999999", "DEMO-R-2026-000123"])
    def test_can_be_scanned_as_it_is_printed(self, number: str) -> None:
        codes = zxingcpp.read_barcodes(printed(label_of(replace(ORDER, return_number=number))))

        assert {(code.format.name, code.text) for code in codes} == {
            ("Code128", number),
            ("QRCode", number),
        }

    def test_is_a6(self) -> None:
        with opened(label_of()) as document:
            sizes = [page.get_size() for page in document]

        millimetres = [
            tuple(round(side / POINTS_PER_INCH * 25.4) for side in size) for size in sizes
        ]
        assert millimetres == [(105, 148)]

    def test_shows_both_addresses_and_the_numbers(self) -> None:
        label = texts(label_of())[0]

        for words in (
            *SENDER.lines,
            *SHOP.lines,
            "FRANCE",
            "R-2026-000123",
            "1042",
            CARRIER.announce(ORDER).parcels[0].tracking_number,
        ):
            assert words in label

    @pytest.mark.parametrize(
        "name", ["Ελένη Παπαδοπούλου", "Ёжиков Щукин", "山田太郎", "김철수", "Đặng Łukasz Ğül"]
    )
    def test_writes_every_name_in_its_own_script(self, name: str) -> None:
        label = texts(label_of(between(replace(SENDER, first_name=name, last_name=""))))[0]

        assert name in label

    def test_shows_where_a_sign_cannot_be_drawn(self) -> None:
        with structlog.testing.capture_logs() as logs:
            label = texts(label_of(between(replace(SENDER, first_name="สมชาย"))))[0]

        assert "\ufffd" * 5 in label
        assert {"event": "label_glyphs_missing", "count": 5, "log_level": "warning"} in logs

    def test_keeps_long_addresses_in_their_place(self) -> None:
        words = "Ä very lông field " * 14
        long = Address(words, words, words, words, words, words, words, words, "FR")

        picture = printed(label_of(between(long, long)))

        assert len(zxingcpp.read_barcodes(picture)) == 2
        between_the_blocks = picture.crop((0, dots(48.5), picture.width, dots(49.5)))
        assert between_the_blocks.getextrema() == (255, 255)


class TestThePackingSlip:
    def test_lists_the_items_with_their_reasons_in_the_sender_s_language(self) -> None:
        slip = texts(draw_slip(ORDER))[0]

        assert "Bordereau de retour" in slip
        for words in ("1 × Écharpe · Bleu nuit", "Trop grand", "2 × Gants · M"):
            assert words in slip

    def test_goes_on_over_as_many_pages_as_it_needs(self) -> None:
        names = [f"Item {number}" for number in range(1, 61)]
        items = tuple(ParcelItem(name, 1, PRICE) for name in names)

        slips = texts(draw_slip(replace(ORDER, parcel=ParcelSpec(items, 800))))

        wanted = [f"1 × {name}" for name in names]
        assert len(slips) > 1
        assert [line for slip in slips for line in slip.splitlines() if line in wanted] == wanted


class TestDrawable:
    def test_leaves_alone_what_can_be_drawn(self) -> None:
        assert drawable("Zoë, Ελένη, 山田\n") == "Zoë, Ελένη, 山田\n"

    def test_has_its_typefaces(self) -> None:
        assert REGULAR.is_file()
        assert EAST_ASIAN.is_file()


class TestDrawCode128:
    def test_draws_no_module_under_a_quarter_of_a_millimetre(self) -> None:
        pdf = Recorder()

        draw_code_128(pdf, "A" * 25, x=0, y=0, width=93, height=10)

        assert min(pdf.widths) == 0.25

    def test_refuses_what_no_scanner_could_read(self) -> None:
        with pytest.raises(ValueError, match="too long"):
            draw_code_128(Recorder(), "A" * 40, x=0, y=0, width=93, height=10)


class Recorder(FPDF):
    """Remembers how wide the bars are."""

    def __init__(self) -> None:
        super().__init__(unit="mm")
        self.widths: list[float] = []

    def rect(self, x: float, y: float, w: float, h: float, **more: object) -> None:  # type: ignore[override]
        self.widths.append(w)


def dots(millimetres: float) -> int:
    return round(millimetres / 25.4 * PRINTER_DPI)
