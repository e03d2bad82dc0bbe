"""Receipts on paper and under seal."""

from saleor_returns_app.adapters.receipts.notary import Ed25519Notary
from saleor_returns_app.adapters.receipts.paper import PdfReceipts

__all__ = ["Ed25519Notary", "PdfReceipts"]
