"""The typefaces of all paper: DejaVu Sans, and a second one for what it lacks (Han, kana, Hangul)."""

from functools import cache
from importlib.resources import files
from pathlib import Path

import structlog
from fpdf import FPDF
from fpdf.fonts import TTFFont

FOLDER = Path(str(files("saleor_returns_app.adapters.paper") / "fonts"))
LATIN = FOLDER / "dejavu-sans-2.37"
EAST_ASIAN = FOLDER / "droid-sans-fallback-6.0.1r16" / "DroidSansFallback.ttf"
REGULAR = LATIN / "DejaVuSans.ttf"
BOLD = LATIN / "DejaVuSans-Bold.ttf"
FAMILY = "sans"
FALLBACK = "eastasian"
UNKNOWN = "\N{REPLACEMENT CHARACTER}"

log = structlog.get_logger()


def add_typefaces(pdf: FPDF, text: str) -> None:
    """Give a document the typefaces that its whole text needs; the big second one only then."""
    pdf.add_font(FAMILY, "", REGULAR)
    pdf.add_font(FAMILY, "B", BOLD)
    if not _signs_of(text) <= _covered(REGULAR):
        pdf.add_font(FALLBACK, "", EAST_ASIAN)
        pdf.set_fallback_fonts([FALLBACK], exact_match=False)


def drawable(text: str) -> str:
    """Put a visible sign in the place of each one that no typeface has, and say so in the log."""
    known = _covered(REGULAR) | _covered(EAST_ASIAN)
    missing = _signs_of(text) - known
    if missing:
        log.warning("label_glyphs_missing", count=len(missing))
    return "".join(UNKNOWN if ord(sign) in missing else sign for sign in text)


def wrapped_lines(pdf: FPDF, text: str, width: float) -> list[str]:
    """Break text, in the print that is set, into the lines that fit a width."""
    lines = pdf.multi_cell(width, text=text, align="L", dry_run=True, output="LINES")
    return lines if isinstance(lines, list) else []


def _signs_of(text: str) -> set[int]:
    return {ord(sign) for sign in text if not sign.isspace()}


@cache
def _covered(typeface: Path) -> frozenset[int]:
    """Read once per process which signs a typeface has."""
    probe = FPDF()
    probe.add_font(FAMILY, "", typeface)
    font = probe.fonts[FAMILY]
    if not isinstance(font, TTFFont):
        raise TypeError(f"{typeface.name} is not a typeface of ours")
    signs = frozenset(font.cmap)
    font.close()
    return signs
