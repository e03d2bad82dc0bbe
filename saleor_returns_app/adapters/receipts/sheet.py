"""A sheet of A4 and what can be set on it: headings, facts in two columns, rows with amounts."""

from collections.abc import Iterable
from datetime import datetime

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from saleor_returns_app.adapters.paper.typefaces import (
    FAMILY,
    add_typefaces,
    drawable,
    wrapped_lines,
)

EDGE, TOP = 20.0, 15.0
WIDTH = 210 - 2 * EDGE
AMOUNT = 38.0
NAME = 44.0
FOOT = 17.0
INK, FAINT, RULE = 25, 105, 205


class Sheet(FPDF):
    """Pages that flow, each with the document's name and its place at the foot."""

    def __init__(self, *, foot: str, language: str, text: str, at: datetime) -> None:
        super().__init__(unit="mm", format="A4")
        self._foot = foot
        self.set_creation_date(at)
        self.set_lang(language)
        self.set_margins(EDGE, TOP)
        self.set_auto_page_break(True, margin=FOOT)
        self.c_margin = 0
        add_typefaces(self, text)
        self.add_page()

    def footer(self) -> None:
        """Say which sheet of which document this is."""
        self.set_y(-FOOT + 3)
        self.print_in(7, ink=FAINT)
        self.cell(WIDTH, 4, drawable(f"{self._foot} · {self.page_no()} / {{nb}}"))

    def print_in(self, size: float, *, bold: bool = False, ink: int = INK) -> None:
        """Choose the print."""
        self.set_font(FAMILY, "B" if bold else "", size)
        self.set_text_color(ink)

    def words(self, text: str, size: float, *, bold: bool = False, ink: int = INK) -> None:
        """Set a paragraph."""
        self.print_in(size, bold=bold, ink=ink)
        self.paragraph(text, WIDTH, size * 0.5)

    def heading(self, text: str) -> None:
        """Begin a section, never at the very end of a page."""
        if self.will_page_break(24):
            self.add_page()
        self.ln(4)
        self.words(text, 10.5, bold=True)
        self.ln(1.2)
        self.rule()

    def rule(self) -> None:
        """Draw a hairline."""
        self.set_draw_color(RULE)
        self.set_line_width(0.2)
        self.line(EDGE, self.y, EDGE + WIDTH, self.y)
        self.ln(1.4)

    def fact(self, name: str, value: str) -> None:
        """Set a name and its value beside it."""
        if not value:
            return
        self.print_in(9, ink=FAINT)
        self.cell(NAME, 5, name)
        self.print_in(9)
        self.paragraph(value, WIDTH - NAME, 5)

    def row(self, text: str, amount: str, *, under: Iterable[str] = (), bold: bool = False) -> None:
        """Set words with an amount at the right edge, and faint lines below; they stay together."""
        width = WIDTH - AMOUNT - 4
        below = [line for line in under if line]
        self.print_in(9, bold=bold)
        lines = wrapped_lines(self, drawable(text), width)
        if self.will_page_break(5 * len(lines) + 4.2 * len(below) + 1):
            self.add_page()
        top = self.y
        self.set_xy(EDGE + WIDTH - AMOUNT, top)
        self.print_in(9, bold=bold)
        self.cell(AMOUNT, 5, amount, align="R")
        self.set_xy(EDGE, top)
        self.paragraph(text, width, 5)
        for line in below:
            self.print_in(8, ink=FAINT)
            self.paragraph(line, width, 4.2)
        self.ln(0.8)

    def paragraph(self, text: str, width: float, height: float) -> None:
        """Set text from where the pen is, in lines of this width."""
        self.multi_cell(
            width, height, drawable(text), align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
        )
