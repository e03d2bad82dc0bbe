"""The label of a return, for whoever holds its link."""

from flask import Response
from flask.typing import ResponseReturnValue

from saleor_returns_app.domain.errors import AccessExpired, LabelNotFound, Unauthenticated
from saleor_returns_app.http.entry import now, services
from saleor_returns_app.use_cases.returns import labels
from saleor_returns_app.web.portal.api import examples
from saleor_returns_app.web.portal.api.operation import Answer, Documented, operation


@operation(
    "GET",
    "/labels/<token>",
    Documented(
        "openLabel",
        "Labels",
        (Unauthenticated, AccessExpired, LabelNotFound),
        [examples.TOKEN_PARAMETER],
    ),
    gives=Answer("The label.", content_type=labels.PDF),
    public=True,
)
def open_label(token: str) -> ResponseReturnValue:
    """Download a label. The address comes from a return's `label.url`; nobody can guess it."""
    document = labels.open_label(
        token,
        at=now(),
        sealer=services().sealer,
        files=services().files,
        transaction=services().transaction,
    )
    answer = Response(document.content, mimetype=document.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=document.name)
    return answer
