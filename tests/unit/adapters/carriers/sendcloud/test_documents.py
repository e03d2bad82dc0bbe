from collections.abc import Iterator
from typing import Any

import pytest
import requests
import responses

from saleor_returns_app.adapters.carriers.sendcloud.documents import fetch_document
from saleor_returns_app.adapters.carriers.sendcloud.http import SendcloudHttp
from saleor_returns_app.adapters.clients import LARGEST_DOCUMENT, AnswerTooLarge, guarded_session
from saleor_returns_app.domain.shipping.errors import (
    CarrierUnreachable,
    DocumentUnusable,
    ShipmentUnknown,
)
from tests.support.sendcloud import API, KEY, PDF, OpenPace, an_http, answer_with, mocked

PATH = "/v3/parcels/510002/documents/label"


@pytest.fixture
def web() -> Iterator[responses.RequestsMock]:
    yield from mocked()


class TestADocument:
    @pytest.mark.parametrize(
        "given",
        [
            {"body": PDF, "content_type": "application/zpl"},
            {"body": PDF, "content_type": "text/html"},
            {"body": b"<html>Log in</html>", "content_type": "application/pdf"},
            {"body": b"", "content_type": "application/pdf"},
            {"body": b" " * 1024 + PDF, "content_type": "application/pdf"},
            {"body": PDF + b" " * LARGEST_DOCUMENT, "content_type": "application/pdf"},
            {"body": AnswerTooLarge()},
            {"status": 302, "headers": {"Location": "http://169.254.169.254/latest/"}},
        ],
        ids=["zpl", "page", "disguised", "empty", "late", "large", "endless", "elsewhere"],
    )
    def test_that_is_none_is_not_kept(
        self, web: responses.RequestsMock, given: dict[str, Any]
    ) -> None:
        web.get(f"{API}{PATH}", **given)

        with pytest.raises(DocumentUnusable):
            fetch_document(an_http(), "label", ["510002"])

        assert len(web.calls) == 1

    def test_may_be_a_picture(self, web: responses.RequestsMock) -> None:
        picture = b"\x89PNG\r\n\x1a\n..."
        web.get(f"{API}{PATH}", body=picture, content_type="image/png; charset=binary")

        found = fetch_document(an_http(), "label", ["510002"], media_type="image/png", dpi=300)

        assert found == picture
        assert web.calls[0].request.params == {"dpi": "300"}  # type: ignore[attr-defined]

    def test_of_an_unknown_parcel_is_unknown(self, web: responses.RequestsMock) -> None:
        answer_with(web, "GET", PATH, "document_error_404")

        with pytest.raises(ShipmentUnknown):
            fetch_document(an_http(), "label", ["510002"])

    def test_that_does_not_come_may_come_later(self, web: responses.RequestsMock) -> None:
        web.get(f"{API}{PATH}", body=requests.ReadTimeout())

        with pytest.raises(CarrierUnreachable):
            fetch_document(an_http(), "label", ["510002"])


class TestAGuardedSession:
    def test_asks_nobody_in_a_private_network(self) -> None:
        http = SendcloudHttp("http://127.0.0.1:9", KEY, guarded_session(), OpenPace())

        with pytest.raises(CarrierUnreachable):
            http.ask("GET", "/v3/user/auth/metadata")
        with pytest.raises(CarrierUnreachable):
            http.announce("/v3/returns", {})
