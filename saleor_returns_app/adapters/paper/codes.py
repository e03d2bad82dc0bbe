"""Machine-readable codes, drawn as rectangles: sharp at any printer's resolution."""

from itertools import groupby

import segno
from barcode.codex import Code128
from fpdf import FPDF

QUIET_MODULES = 10
MODULE_WIDTHS = (0.5, 0.375, 0.25)
QR_QUIET_MODULES = 4


def draw_code_128(pdf: FPDF, text: str, *, x: float, y: float, width: float, height: float) -> None:
    """Draw a Code 128 in the middle of a space; modules are whole dots at 203 dpi.

    Raises `ValueError` where a scanner could not tell the modules apart.
    """
    bits = str(Code128(text).build()[0])
    modules = len(bits) + 2 * QUIET_MODULES
    module = next((size for size in MODULE_WIDTHS if size * modules <= width), 0.0)
    if not module:
        raise ValueError("the text is too long for a barcode of this width")
    at = x + (width - module * len(bits)) / 2
    pdf.set_fill_color(0)
    for bit, run in groupby(bits):
        length = module * len(list(run))
        if bit == "1":
            pdf.rect(at, y, length, height, style="F")
        at += length


def draw_qr(pdf: FPDF, text: str, *, x: float, y: float, size: float) -> None:
    """Draw a QR code with its quiet zone into a square."""
    rows = list(segno.make_qr(text, error="m").matrix)
    module = size / (len(rows) + 2 * QR_QUIET_MODULES)
    edge = QR_QUIET_MODULES * module
    pdf.set_fill_color(0)
    for number, row in enumerate(rows):
        column = 0
        for is_dark, run in groupby(row):
            length = len(list(run))
            if is_dark:
                pdf.rect(
                    x + edge + column * module,
                    y + edge + number * module,
                    length * module,
                    module,
                    style="F",
                )
            column += length
