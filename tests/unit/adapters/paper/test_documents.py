import hashlib
import os
from io import BytesIO

import pytest
from fpdf import FPDF
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from saleor_returns_app.adapters.paper import checked_pdf, merged, on_a4
from saleor_returns_app.domain.shipping.errors import DocumentUnusable
from tests.support.paper import a_pdf, texts


def with_a_password(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    writer.encrypt("secret")
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


def without_pages() -> bytes:
    content = BytesIO()
    PdfWriter().write(content)
    return content.getvalue()


def with_javascript(pdf: bytes) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(pdf))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("x")}
    opening = DictionaryObject({NameObject("/O"): DictionaryObject(script)})
    writer.pages[0][NameObject("/AA")] = opening
    content = BytesIO()
    writer.write(content)
    return content.getvalue()


UNUSABLE = {
    "nothing": b"",
    "an error page": b"<!doctype html><title>502 Bad Gateway</title> %PDF-1.7",
    "a name alone": b"%PDF-1.7\n",
    "noise": b"%PDF-1.7\n" + os.urandom(4000),
    "half of a file": a_pdf("Label")[:700],
    "a locked file": with_a_password(a_pdf("Label")),
    "no pages": without_pages(),
    "too many pages": a_pdf(*["Label"] * 101),
    "a page of a kilometre": a_pdf("Label", size=(10, 1_000_000)),
    "50 MB": b"%PDF-1.7\n" + b"0" * 50_000_000,
}


class TestCheckedPdf:
    def test_counts_the_pages_of_what_can_be_printed(self) -> None:
        assert checked_pdf(a_pdf("Label", "Slip")) == 2

    def test_overlooks_blank_space_before_the_file(self) -> None:
        assert checked_pdf(b"\r\n" + a_pdf("Label")) == 1

    @pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
    def test_refuses_what_cannot_be_printed(self, content: bytes) -> None:
        with pytest.raises(DocumentUnusable):
            checked_pdf(content)

    @pytest.mark.parametrize("content", UNUSABLE.values(), ids=UNUSABLE)
    def test_guards_the_others(self, content: bytes) -> None:
        with pytest.raises(DocumentUnusable):
            on_a4(content)
        with pytest.raises(DocumentUnusable):
            merged([a_pdf("Label"), content])


class TestMerged:
    def test_keeps_every_page_in_order(self) -> None:
        pdf = merged([a_pdf("Label"), a_pdf("Declaration 1", "Declaration 2", size=(210, 297))])

        assert texts(pdf) == ["Label", "Declaration 1", "Declaration 2"]

    def test_makes_the_same_file_of_the_same_files(self) -> None:
        parts = [a_pdf("Label"), a_pdf("Declaration")]

        assert hashlib.sha256(merged(parts)).digest() == hashlib.sha256(merged(parts)).digest()

    def test_keeps_once_what_the_files_share(self) -> None:
        big = with_picture()

        assert len(merged([big] * 5)) < 1.2 * len(big)

    def test_leaves_behind_what_a_reader_would_run(self) -> None:
        pdf = merged([with_javascript(a_pdf("Label"))])

        assert b"JavaScript" in with_javascript(a_pdf("Label"))
        assert b"JavaScript" not in pdf

    def test_needs_something(self) -> None:
        with pytest.raises(DocumentUnusable):
            merged([])


def with_picture() -> bytes:
    """A label with a picture that cannot be made smaller."""
    pdf = FPDF(unit="mm", format=(105, 148))
    pdf.add_page()
    pdf.image(Image.frombytes("RGB", (100, 100), os.urandom(30_000)), 10, 10, 50)
    return bytes(pdf.output())


class TestThePagesOfOthers:
    def test_are_left_as_they_are(self) -> None:
        first = PdfReader(BytesIO(merged([a_pdf("Label", size=(105, 148))]))).pages[0]

        assert [round(float(side) * 25.4 / 72) for side in first.mediabox[2:]] == [105, 148]
