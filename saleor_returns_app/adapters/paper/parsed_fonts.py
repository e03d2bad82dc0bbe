"""Typefaces parsed once per process. fpdf2 parses a file anew for each document and then cuts that up;
here documents share what was parsed, and HarfBuzz cuts out what each of them needs."""

from copy import copy
from functools import cache
from io import BytesIO
from pathlib import Path
from threading import Lock

import uharfbuzz as hb
from fontTools.ttLib import TTFont
from fpdf import FPDF
from fpdf.fonts import SubsetMap, TTFFont

# What a PDF needs of a typeface to draw its glyphs; it knows widths and letters by itself.
NEEDED_TABLES = ("glyf", "head", "hhea", "hmtx", "loca", "maxp")
SHARED = (
    "type",
    "name",
    "cw",
    "cmap",
    "glyph_ids",
    "scale",
    "sp",
    "ss",
    "up",
    "ut",
    "ttffile",
    "ttfont",
    "color_font",
    "palette_index",
    "is_compressed",
    "is_cff",
    "is_cid_keyed",
    "is_symbol",
    "cff_ros",
    "collection_font_number",
)
_one_at_a_time = Lock()


class ParsedFont:
    """A typeface as read from its file. Threads share it: nothing in it changes."""

    def __init__(self, path: Path) -> None:
        font = TTFFont(FPDF(), path, "", "")
        self.font = font
        self.signs = font.cmap.keys()
        # The outlines as fontTools holds them: only HarfBuzz looks at those, and they are large.
        font.ttfont.tables.pop("glyf", None)
        font.ttfont.close()
        self._face = hb.Face(hb.Blob.from_file_path(str(path)))

    def cut(self, names: list[str]) -> TTFont:
        """Cut out some glyphs, under the names they have in the whole typeface."""
        whole = self.font.ttfont
        asked = hb.SubsetInput()
        asked.glyph_set.update({0, *map(whole.getGlyphID, names)})
        asked.drop_table_tag_set.update(
            int.from_bytes(tag.encode()) for tag in set(self._face.table_tags) - {*NEEDED_TABLES}
        )
        asked.flags = (
            hb.SubsetFlags.NO_HINTING
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        )
        plan = hb.SubsetPlan(self._face, asked)
        content = plan.execute().blob.data
        part = TTFont(BytesIO(content), recalcTimestamp=False)
        # fpdf2 has it cut up once more, which changes nothing, and written, which takes long.
        part.save = lambda file: file.write(content)
        old = plan.new_to_old_glyph_mapping
        part.setGlyphOrder([whole.getGlyphName(old[new]) for new in range(len(old))])
        return part


class DocumentFont(TTFFont):
    """A parsed typeface in one document: which glyphs are used is the document's own."""

    __slots__ = ()

    def __init__(self, parsed: ParsedFont, number: int, fontkey: str, style: str) -> None:
        for name in SHARED:
            setattr(self, name, getattr(parsed.font, name))
        self.i, self.fontkey = number, fontkey
        self.emphasis = type(parsed.font.emphasis).coerce(style)
        self.desc = copy(parsed.font.desc)
        self.missing_glyphs = []
        self.biggest_size_pt = 0
        self._hbfont = None
        self.subset = _Used(self, parsed)


class _Used(SubsetMap):
    """The glyphs that a document uses.

    fpdf2 asks for all their names when it embeds the typeface, and cuts up what `ttfont` then is.
    """

    def __init__(self, font: DocumentFont, parsed: ParsedFont) -> None:
        super().__init__(font)
        self._parsed = parsed

    def get_all_glyph_names(self) -> list[str]:
        names = list(super().get_all_glyph_names())
        self.font.ttfont = self._parsed.cut(names)
        return names


def parsed_font(path: Path) -> ParsedFont:
    """Parse a typeface, or find it parsed."""
    with _one_at_a_time:
        return _parsed(path)


@cache
def _parsed(path: Path) -> ParsedFont:
    return ParsedFont(path)


def add_font(pdf: FPDF, family: str, style: str, path: Path) -> None:
    """Give a document a typeface, as `FPDF.add_font` does but for the parsing."""
    key = f"{family}{style}"
    pdf.fonts[key] = DocumentFont(parsed_font(path), len(pdf.fonts) + 1, key, style)
