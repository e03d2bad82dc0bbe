"""Paper: labels and slips of our own; PDFs that others made, checked and put together."""

from saleor_returns_app.adapters.paper.documents import checked_pdf, merged
from saleor_returns_app.adapters.paper.own_papers import label_and_slip_pdf, label_pdf, slips_pdf
from saleor_returns_app.adapters.paper.sheets import on_a4

__all__ = ["checked_pdf", "label_and_slip_pdf", "label_pdf", "merged", "on_a4", "slips_pdf"]
