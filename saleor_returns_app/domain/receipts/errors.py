"""What can be refused about receipts."""

from saleor_returns_app.domain.errors import NotFound


class ReceiptNotFound(NotFound):
    """There is no such receipt."""

    code = "receipt_not_found"
