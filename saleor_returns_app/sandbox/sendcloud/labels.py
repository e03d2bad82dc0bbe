"""The paper that the pretend Sendcloud prints: real files, for nobody's network."""

from io import BytesIO

import segno
from barcode import Code128
from fpdf import FPDF

from saleor_returns_app.sandbox.sendcloud.model import Return

SIZES = {"A4": (210, 297), "A5": (148, 210), "A6": (105, 148)}
MARGIN, MODULE = 8, 0.33


def label(returns: list[Return], paper: str) -> bytes:
    """Draw a page for each box."""
    pdf = FPDF(unit="mm", format=SIZES.get(paper, SIZES["A6"]))
    pdf.set_auto_page_break(False)
    for one in returns:
        for number, parcel in enumerate(one.parcels, start=1):
            _page(pdf, one, f"{number}/{len(one.parcels)}", parcel)
    return bytes(pdf.output())


def declaration(one: Return, paper: str) -> bytes:
    """Draw a customs declaration."""
    pdf = FPDF(unit="mm", format=SIZES.get(paper, SIZES["A4"]))
    pdf.add_page()
    _line(pdf, "CUSTOMS DECLARATION CN23 - specimen", 14)
    customs = one.body.get("customs_information") or {}
    _line(pdf, f"Invoice {customs.get('invoice_number', '')}, {customs.get('export_reason', '')}")
    for item in one.body.get("parcel_items") or ():
        price = item.get("price") or {}
        amount = f"{price.get('value', '')} {price.get('currency', '')}"
        _line(pdf, f"{item.get('quantity', 1)} x {item.get('description', '')}, {amount}")
        _line(pdf, f"    HS {item.get('hs_code', '')}, from {item.get('origin_country', '')}")
    return bytes(pdf.output())


def picture(one: Return) -> bytes:
    """Draw the code of a parcel as a PNG."""
    file = BytesIO()
    segno.make(one.tracking_number, micro=False).save(file, kind="png", scale=8)
    return file.getvalue()


def _page(pdf: FPDF, one: Return, count: str, parcel: int) -> None:
    pdf.add_page()
    pdf.set_margins(MARGIN, MARGIN)
    pdf.set_xy(MARGIN, MARGIN)
    _line(pdf, f"{one.carrier.upper()}   RETURN   {count}", 15)
    _line(pdf, "Specimen of the sandbox, carried by nobody", 7)
    for title, name in (("From", "from_address"), ("To", "to_address")):
        address = one.body[name]
        _line(pdf, title, 7)
        _line(pdf, address.get("name", ""), 11)
        street = f"{address.get('address_line_1', '')} {address.get('house_number', '')}"
        _line(pdf, street)
        _line(pdf, f"{address.get('postal_code', '')} {address.get('city', '')}")
        _line(pdf, address.get("country_code", ""))
    if one.body.get("delivery_option") == "drop_off_labelless":
        _squares(pdf, one.tracking_number)
    else:
        _bars(pdf, one.tracking_number)
    _line(pdf, f"{one.tracking_number}   (parcel {parcel})", 9)


def _line(pdf: FPDF, text: str, size: int = 10) -> None:
    pdf.set_font("Helvetica", size=size)
    plain = text.encode("latin-1", "replace").decode("latin-1")
    pdf.cell(0, size * 0.48, plain, new_x="LMARGIN", new_y="NEXT")


def _bars(pdf: FPDF, text: str) -> None:
    left, top = MARGIN, pdf.get_y() + 4
    for place, bit in enumerate(Code128(text).build()[0]):
        if bit == "1":
            pdf.rect(left + place * MODULE, top, MODULE, 22, style="F")
    pdf.set_y(top + 24)


def _squares(pdf: FPDF, text: str) -> None:
    left, top, size = MARGIN, pdf.get_y() + 3, 1.2
    for row, line in enumerate(segno.make(text, micro=False).matrix):
        for column, bit in enumerate(line):
            if bit:
                pdf.rect(left + column * size, top + row * size, size, size, style="F")
    pdf.set_y(top + 40)
