"""Paper: PDFs that others made, checked and put together; the typefaces and codes of our own."""

from saleor_returns_app.adapters.paper.documents import checked_pdf, merged
from saleor_returns_app.adapters.paper.sheets import on_a4

__all__ = ["checked_pdf", "merged", "on_a4"]
