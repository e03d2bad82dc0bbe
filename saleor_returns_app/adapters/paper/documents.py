"""PDFs from others: looked at before they are kept, and put together into one."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter

from saleor_returns_app.domain.shipping.errors import DocumentUnusable

LARGEST = 10_000_000
MOST_PAGES = 100
SIGNATURE = b"%PDF-"
# Links, forms and scripts: paper needs none.
ACTIVE = ("/Annots", "/AA")
# No printer of labels or letters takes more; a page of a kilometre is a mistake or an attack.
LONGEST_SIDE_POINTS = 3000


def checked_pdf(content: bytes) -> int:
    """Count the pages of a PDF that can be printed. Raises `DocumentUnusable` for anything else."""
    return len(pages_of(content))


def merged(pdfs: Iterable[bytes]) -> bytes:
    """Put PDFs one behind the other; what they share (typefaces, logos) is kept once.

    The same PDFs give the same bytes. Raises `DocumentUnusable`.
    """
    writer = PdfWriter()
    with usable():
        for pdf in pdfs:
            for page in pages_of(pdf):
                writer.add_page(page, excluded_keys=ACTIVE)
        return written(writer)


def pages_of(content: bytes) -> list[PageObject]:
    """Read a PDF. Raises `DocumentUnusable`."""
    if len(content) > LARGEST:
        raise DocumentUnusable(f"The document is larger than {LARGEST // 1_000_000} MB.")
    if not content.lstrip().startswith(SIGNATURE):
        raise DocumentUnusable("This is not a PDF.")
    with usable():
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted:
            raise DocumentUnusable("The PDF is locked with a password.")
        pages = list(reader.pages)
        if not 0 < len(pages) <= MOST_PAGES:
            raise DocumentUnusable(f"The PDF has {len(pages)} pages.")
        for page in pages:
            _check_size(page)
        return pages


def written(writer: PdfWriter) -> bytes:
    """Write a document, each thing in it once."""
    if not writer.pages:
        raise DocumentUnusable("There is nothing to print.")
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


@contextmanager
def usable() -> Iterator[None]:
    """Turn whatever a reader makes of broken bytes into `DocumentUnusable`."""
    try:
        yield
    except DocumentUnusable:
        raise
    except Exception as error:  # Bytes that somebody made up fail a reader in any way.
        raise DocumentUnusable("The PDF cannot be read.") from error


def _check_size(page: PageObject) -> None:
    width, height = float(page.cropbox.width), float(page.cropbox.height)
    if not (0 < width <= LONGEST_SIDE_POINTS and 0 < height <= LONGEST_SIDE_POINTS):
        raise DocumentUnusable(f"The PDF has a page of {width:.0f} by {height:.0f} points.")
