"""The label of a return, for whoever holds its link."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import AccessExpired, LabelNotFound, Unauthenticated
from saleor_returns_app.domain.shipping.shipments import PaperSize
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.returns import labels
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.operation import Answer, Documented, operation

PAPER_PARAMETER = {
    "in": "query",
    "name": "paper",
    "required": False,
    "description": "The paper in the printer: A6 unless A4 is asked for.",
    "schema": {"type": "string", "enum": [size.value for size in PaperSize]},
}


@operation(
    "GET",
    "/labels/<token>",
    Documented(
        "openLabel",
        "Labels",
        (Unauthenticated, AccessExpired, LabelNotFound),
        [examples.TOKEN_PARAMETER, PAPER_PARAMETER],
    ),
    gives=Answer("The label.", content_type=labels.PDF),
    public=True,
)
def open_label(token: str) -> ResponseReturnValue:
    """Download a label. The address comes from a return's `label.url`; nobody can guess it.

    Where no printer is needed it is a picture of the code to be shown.
    """
    asked = request.args.get("paper", "").upper()
    document = labels.open_label(
        token,
        at=now(),
        size=PaperSize.A4 if asked == PaperSize.A4 else PaperSize.A6,
        sealer=services().sealer,
        files=services().files,
        paper=services().paper,
        transaction=services().transaction,
    )
    answer = Response(document.content, mimetype=document.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=document.name)
    return answer
