"""How fast labels and slips are drawn in a worker that has drawn before, and how many a batch takes."""

from bench.measuring import Measurement, Table, measure
from saleor_returns_app.adapters.paper import (
    checked_pdf,
    label_and_slip_pdf,
    merged,
    on_a4,
    slips_pdf,
)
from saleor_returns_app.domain.money import Money
from saleor_returns_app.domain.orders import Address
from saleor_returns_app.domain.policy.terms import ReturnReason
from saleor_returns_app.domain.shipping.shipments import (
    ParcelItem,
    ParcelSpec,
    Route,
    ShipmentOrder,
)

TIMES = 60
BATCH = 100
MOST_MS = 60
MOST_MS_A_PAGE = 15
SHOP = Address("", "", "Atelier Écharpe", "8 quai des Chartrons", "", "Bordeaux", "", "33000", "FR")
FRENCH = Address("Zoë", "Müller-Lefèvre", "", "12 rue de l’Église", "", "Lyon", "", "69003", "FR")
GREEK = Address("Ελένη", "Παπαδοπούλου", "", "Ερμού 15", "", "Αθήνα", "", "105 63", "GR")
JAPANESE = Address("太郎", "山田", "", "神南1-19-11", "", "東京都", "", "150-0041", "JP")
ARABIC = Address("ليلى", "حسن", "", "شارع الملك فهد 12", "", "الرياض", "", "11564", "SA")
SENDERS = {"Latin": FRENCH, "Greek": GREEK, "Japanese": JAPANESE, "Arabic": ARABIC}


def paper_table() -> Table:
    """Measure one label with its slip in each script, then piles of them."""
    rows = [
        measure(f"label and slip, {script}", _orders(sender, TIMES), _label, warm_up=5)
        for script, sender in SENDERS.items()
    ]
    pages, batch = _batch()
    rows += [batch, *_others()]
    middle = max(row.percentile(50) or 0 for row in rows[: len(SENDERS)])
    a_page = 1000 * batch.seconds / batch.times
    return Table(
        "Paper: one label with its slip of three items (two pages of A6), and a batch",
        rows,
        [
            f"median of the slowest script: {middle:.1f} ms, allowed: {MOST_MS}",
            f"a page in a batch of {BATCH} slips ({pages} pages): {a_page:.1f} ms, "
            f"allowed: {MOST_MS_A_PAGE}",
        ],
    )


def _batch() -> tuple[int, Measurement]:
    """Draw a pile into one file, counted by its pages."""
    senders = list(SENDERS.values())
    orders = [_order(senders[at % len(senders)], at) for at in range(BATCH)]
    pages = checked_pdf(slips_pdf(orders))
    drawn = measure("slips in one file, a page", [orders] * 4, slips_pdf, warm_up=1)
    used = drawn.processor_seconds
    return pages, Measurement(drawn.name, drawn.times * pages, drawn.seconds, (), used)


def _others() -> list[Measurement]:
    """Lay labels out on A4, and put a label and a declaration into one file."""
    papers = [_label(order) for order in _orders(FRENCH, 20)]
    declaration = on_a4(papers[0])
    return [
        measure("laid out on A4", papers, on_a4, warm_up=2),
        measure("merged", papers, lambda paper: merged([paper, declaration]), warm_up=2),
    ]


def _label(order: ShipmentOrder) -> bytes:
    return label_and_slip_pdf(order, "R20260001230")


def _orders(sender: Address, times: int) -> list[ShipmentOrder]:
    return [_order(sender, at) for at in range(times)]


def _order(sender: Address, at: int) -> ShipmentOrder:
    number = f"R-2026-{at:06}"
    price = Money(4900, "EUR")
    items = (
        ParcelItem("Écharpe · Bleu nuit", 1, price, "ECH-BN", reason=ReturnReason.DOES_NOT_SUIT),
        ParcelItem("Gants · M", 2, price, "GA-M", reason=ReturnReason.TOO_SMALL),
        ParcelItem("Bonnet", 1, price, "BO-1", reason=ReturnReason.DAMAGED, message="Un trou."),
    )
    return ShipmentOrder(
        reference=number,
        return_number=number,
        order_number=str(1000 + at),
        route=Route(sender, SHOP),
        parcel=ParcelSpec(items, weight_grams=900),
        option_code="offline",
        language="FR",
    )
