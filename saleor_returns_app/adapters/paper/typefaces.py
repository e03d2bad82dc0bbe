"""The typefaces of our paper: DejaVu Sans, and a second one for what it lacks (Han, kana, Hangul)."""

import unicodedata
from importlib.resources import files
from pathlib import Path

import structlog
from fpdf import FPDF

from saleor_returns_app.adapters.paper.parsed_fonts import add_font, parsed_font

FOLDER = Path(str(files("saleor_returns_app.adapters.paper") / "fonts"))
LATIN = FOLDER / "dejavu-sans-2.37"
EAST_ASIAN = FOLDER / "droid-sans-fallback-6.0.1r16" / "DroidSansFallback.ttf"
REGULAR = LATIN / "DejaVuSans.ttf"
BOLD = LATIN / "DejaVuSans-Bold.ttf"
FAMILY = "sans"
FALLBACK = "eastasian"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"
# Unicode's classes of signs that are written from right to left.
FROM_RIGHT_TO_LEFT = {"R", "AL", "AN"}

log = structlog.get_logger()


def add_typefaces(pdf: FPDF, text: str) -> None:
    """Give a document the typefaces that its whole text needs; the big second one only then."""
    text = drawable(text)
    add_font(pdf, FAMILY, "", REGULAR)
    add_font(pdf, FAMILY, "B", BOLD)
    if _not_in(REGULAR, {ord(sign) for sign in text}):
        add_font(pdf, FALLBACK, "", EAST_ASIAN)
        pdf.set_fallback_fonts([FALLBACK], exact_match=False)
    if any(_must_be_shaped(sign) for sign in text):
        pdf.set_text_shaping(True)


def drawable(text: str) -> str:
    """Put a visible sign in the place of each one that no typeface has, and say so in the log."""
    text = unicodedata.normalize("NFC", text)
    missing = _not_in(EAST_ASIAN, _not_in(REGULAR, {ord(sign) for sign in text}))
    if missing:
        log.warning("label_glyphs_missing", count=len(missing))
    return "".join(UNKNOWN if ord(sign) in missing else sign for sign in text)


def wrapped_lines(pdf: FPDF, text: str, width: float) -> list[str]:
    """Break text, in the print that is set, into the lines that fit a width."""
    lines = pdf.multi_cell(width, text=text, align="L", dry_run=True, output="LINES")
    return lines if isinstance(lines, list) else []


def _not_in(typeface: Path, signs: set[int]) -> set[int]:
    """Find the signs that a typeface lacks; blank space is not drawn. None asked, nothing parsed."""
    if not signs:
        return signs
    known = parsed_font(typeface).signs
    return {sign for sign in signs if sign not in known and not chr(sign).isspace()}


def _must_be_shaped(sign: str) -> bool:
    """Whether a sign's look or place depends on its neighbours."""
    return bool(unicodedata.combining(sign)) or (
        unicodedata.bidirectional(sign) in FROM_RIGHT_TO_LEFT
    )
