"""The receipt of a return, for whoever holds its link."""

from flask import Response
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import AccessExpired, Unauthenticated
from saleor_returns_app.domain.receipts.errors import ReceiptNotFound
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.receipts import give_out
from saleor_returns_app.use_cases.returns.labels import PDF
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.operation import Answer, Documented, operation


@operation(
    "GET",
    "/receipts/<token>",
    Documented(
        "openReceipt",
        "Receipts",
        (Unauthenticated, AccessExpired, ReceiptNotFound),
        [examples.RECEIPT_TOKEN_PARAMETER],
    ),
    gives=Answer("The receipt: a PDF, or the signed JSON.", content_type=PDF),
    public=True,
)
def open_receipt(token: str) -> ResponseReturnValue:
    """Download a receipt. The addresses come from a return's `receipt`; nobody can guess them."""
    document = give_out.open_receipt(
        token,
        at=now(),
        sealer=services().sealer,
        files=services().files,
        transaction=services().transaction,
    )
    answer = Response(document.content, mimetype=document.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=document.name)
    return answer
