"""What Sendcloud prints: fetched from its own address with our key, and looked at before it is kept."""

from collections.abc import Sequence
from typing import Literal

import requests

from saleor_returns_app.adapters.carriers.sendcloud.http import SendcloudHttp
from saleor_returns_app.adapters.clients import LARGEST_DOCUMENT, AnswerTooLarge
from saleor_returns_app.domain.saleor_refusals import sentence
from saleor_returns_app.domain.shipping.errors import (
    CarrierRefused,
    CarrierUnreachable,
    DocumentUnusable,
)
from saleor_returns_app.domain.shipping.shipments import PaperSize

DocumentType = Literal["label", "customs-declaration", "air-waybill"]

MOST_AT_ONCE = 20
TOO_LARGE = sentence("This document is too large.")
ELSEWHERE = sentence("This document is kept somewhere else.")
WRONG_TYPE = sentence("This document is not of the kind that was asked for.")
WRONG_START = sentence("This document does not begin as such a document does.")
# What a file of each kind begins with; a PDF may have a few bytes before its mark.
MARKS = {"application/pdf": b"%PDF-", "image/png": b"\x89PNG\r\n\x1a\n"}
MARK_WITHIN = 1024


def fetch_document(
    http: SendcloudHttp,
    kind: DocumentType,
    parcels: Sequence[str],
    *,
    paper: PaperSize | None = None,
    media_type: str = "application/pdf",
    dpi: int | None = None,
) -> bytes:
    """Fetch one document of one parcel, or of up to twenty in one file. Raises `DocumentUnusable`."""
    query: dict[str, object] = {"paper_size": paper and paper.value, "dpi": dpi}
    path = f"/v3/parcels/{parcels[0]}/documents/{kind}"
    if len(parcels) > 1:
        path, query = f"/v3/parcel-documents/{kind}", query | {"parcels": list(parcels)}
    try:
        answer = http.send("GET", path, query=query, accept=media_type)
    except AnswerTooLarge as error:
        raise DocumentUnusable(TOO_LARGE) from error
    except CarrierRefused as error:
        if 300 <= error.status < 400:
            raise DocumentUnusable(ELSEWHERE) from error
        raise
    except requests.RequestException as error:
        raise CarrierUnreachable from error
    return _looked_at(answer, media_type)


def _looked_at(answer: requests.Response, wanted: str) -> bytes:
    """Refuse what is not what it was asked for: ZPL for a certain printer, a page, an empty file."""
    given = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if given != wanted:
        raise DocumentUnusable(WRONG_TYPE)
    if len(answer.content) > LARGEST_DOCUMENT:
        raise DocumentUnusable(TOO_LARGE)
    if MARKS[wanted] not in answer.content[:MARK_WITHIN]:
        raise DocumentUnusable(WRONG_START)
    return answer.content
