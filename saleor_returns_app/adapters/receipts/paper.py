"""A receipt as a PDF: what the signed content says, in words, with the file itself inside."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from saleor_returns_app.adapters.paper.codes import QR_QUIET_MODULES, draw_qr
from saleor_returns_app.adapters.receipts.sheet import EDGE, FAINT, TOP, WIDTH, Sheet
from saleor_returns_app.adapters.receipts.words import ReceiptWords
from saleor_returns_app.domain.receipts.content import Content, Holder
from saleor_returns_app.domain.refund_breakdown import PartKind

QR = 32.0


class PdfReceipts:
    """Draws receipts. The same receipt gives the same bytes."""

    def draw(self, content: Content, holder: Holder | None, file: bytes) -> bytes:
        """Draw a receipt and put its file inside, as it is."""
        words = ReceiptWords.of(content)
        _ = words.say
        number = content["return"]["number"]
        pdf = Sheet(
            foot=f"{content['shop']['name']} · {number}",
            language=words.language.code,
            text="".join(_texts(content)) + (holder.name if holder else ""),
            at=datetime.fromisoformat(content["issued_at"]),
        )
        pdf.set_title(_("Receipt for return %(number)s", number=number))
        _head(pdf, content, words)
        _facts(pdf, content, words, holder)
        _items(pdf, content, words)
        _arithmetic(pdf, content, words)
        _payments(pdf, content, words)
        _grounds(pdf, content, words)
        _proof(pdf, content, words)
        pdf.embed_file(
            bytes=file,
            basename=f"{number}.receipt.json",
            mime_type="application/json",
            desc=_("The signed receipt"),
            associated_file_relationship="Source",
        )
        return bytes(pdf.output())


def _head(pdf: Sheet, content: Content, words: ReceiptWords) -> None:
    shop = content["shop"]
    _ = words.say
    quiet = QR * QR_QUIET_MODULES / 45
    draw_qr(pdf, content["check"], x=EDGE + WIDTH - QR + quiet, y=TOP - quiet, size=QR)
    pdf.set_xy(EDGE, TOP)
    pdf.print_in(12, bold=True)
    pdf.paragraph(shop["name"], WIDTH - QR - 6, 6)
    for line in [*shop["address"], words.country(shop["country"])]:
        if line:
            pdf.print_in(8.5, ink=FAINT)
            pdf.paragraph(line, WIDTH - QR - 6, 4.4)
    pdf.set_y(max(pdf.y, TOP + QR - 4))
    pdf.words(_("Receipt for your return"), 19, bold=True)
    pdf.ln(1.5)
    pdf.words(f"{content['return']['number']} · {words.day(content['issued_at'])}", 11, ink=FAINT)
    pdf.ln(4)


def _facts(pdf: Sheet, content: Content, words: ReceiptWords, holder: Holder | None) -> None:
    order, case, _ = content["order"], content["return"], words.say
    pdf.fact(_("Customer"), holder.name if holder else "")
    pdf.fact(_("Order"), f"{order['number']} · {words.day(order['placed_at'])}")
    pdf.fact(_("Return requested"), words.day(case["requested_at"]))
    if case["received_at"]:
        pdf.fact(_("Goods received"), words.day(case["received_at"]))
    pdf.fact(_("Way back"), words.method(case["method"]))
    pdf.fact(_("Outcome"), words.outcome(case["outcome"]))


def _items(pdf: Sheet, content: Content, words: ReceiptWords) -> None:
    _ = words.say
    pdf.heading(_("What was returned"))
    for item in content["items"]:
        names = " · ".join(name for name in (item["product"], item["variant"]) if name)
        below = " · ".join(word for word in (item["sku"], words.reason(item["reason"])) if word)
        pdf.row(names or item["line_id"], f"× {item['quantity']}", under=[below])


def _arithmetic(pdf: Sheet, content: Content, words: ReceiptWords) -> None:
    breakdown, _ = content["breakdown"], words.say
    pdf.heading(_("How the amount is made up"))
    names = {item["line_id"]: item["product"] for item in content["items"]}
    for part in breakdown["parts"]:
        name = words.part(part["kind"])
        product = names.get(part["line_id"], "")
        if part["kind"] == PartKind.GOODS and product:
            name = f"{part['quantity']} × {product}"
        elif product:
            name = f"{name} · {product}"
        pdf.row(name, words.money(part["amount"]))
    pdf.rule()
    pdf.row(_("Total"), words.money(breakdown["total"]), bold=True)
    if breakdown["uncovered"]["minor"]:
        rest = words.money(breakdown["uncovered"])
        pdf.words(
            _(
                "The return fee is higher than the refund. You never pay the difference of "
                "%(amount)s.",
                amount=rest,
            ),
            8,
            ink=FAINT,
        )


def _payments(pdf: Sheet, content: Content, words: ReceiptWords) -> None:
    _ = words.say
    pdf.heading(_("How it was paid"))
    for payment in content["payments"]:
        reference = payment["reference"]
        named = _("Reference: %(reference)s", reference=reference) if reference else ""
        pdf.row(
            words.paid_by(payment["how"]),
            words.money(payment["amount"]),
            under=[words.moment(payment["at"]), named],
        )
    pdf.rule()
    pdf.row(_("Paid in all"), words.money(content["paid"]), bold=True)


def _grounds(pdf: Sheet, content: Content, words: ReceiptWords) -> None:
    policy, _ = content["policy"], words.say
    pdf.heading(_("On what ground"))
    pdf.fact(_("Ground"), words.ground(policy["ground"]))
    pdf.fact(_("Policy of the shop"), _("Version %(version)s", version=policy["version"]))
    for term in policy["terms"]:
        source = term["article"] or term["rule"]
        cause = words.cause(term["cause"])
        pdf.fact(words.term(term["about"]), f"{cause} · {source}" if source else cause)
    for place, article in enumerate(policy["articles"]):
        pdf.fact("" if place else _("Law"), article)


def _proof(pdf: Sheet, content: Content, words: ReceiptWords) -> None:
    _ = words.say
    pdf.heading(_("Proof"))
    pdf.words(
        _(
            "This document is signed, and the signed data are attached to it. Whether it is genuine "
            "shows at the address below, which is also that of the square code."
        ),
        8,
        ink=FAINT,
    )
    pdf.ln(1)
    pdf.words(content["check"], 8)
    history = content["history"]
    told = _(
        "State of the return's history: %(count)s events, %(digest)s",
        count=history["events"],
        digest=history["digest"],
    )
    pdf.words(told, 6.5, ink=FAINT)


def _texts(value: Any) -> Iterator[str]:
    """Find every text in plain JSON."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for one in value.values() for text in _texts(one))
    elif isinstance(value, list):
        yield from (text for one in value for text in _texts(one))
