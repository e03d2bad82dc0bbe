import re
import unicodedata

import pypdfium2
import pytest
import zxingcpp

from saleor_returns_app.domain.policy.terms import Track
from tests.support.builders import a_line, a_wish
from tests.support.receipts import (
    SealedReceipt,
    a_named_order,
    a_receipt,
    a_refunded_return,
    a_settled_return,
    wish_on,
)


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    text = " ".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return plain(text)


def plain(text: str) -> str:
    """Forget how lines were broken and which space stands before a currency's sign."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))


def amounts(receipt: SealedReceipt) -> list[str]:
    content = receipt.content
    said = [part["amount"] for part in content["breakdown"]["parts"]]
    said += [content["breakdown"]["total"], content["paid"]]
    said += [payment["amount"] for payment in content["payments"]]
    return [one["amount"].removeprefix("-") for one in said]


class TestThePaper:
    @pytest.mark.parametrize("language", ["EN", "FR"])
    def test_says_all_that_the_signed_data_say(self, language: str) -> None:
        receipt = a_receipt(a_named_order(language=language))
        content, text = receipt.content, words_of(receipt.pdf)

        decimal = "," if language == "FR" else "."
        wanted = [amount.replace(".", decimal) for amount in amounts(receipt)]
        for item in content["items"]:
            wanted += [item["product"], item["variant"], item["sku"], f"× {item['quantity']}"]
        wanted += [payment["reference"] for payment in content["payments"]]
        wanted += [content["return"]["number"], content["order"]["number"], content["check"]]
        wanted += [content["shop"]["name"], content["history"]["digest"], "Camille Petit"]
        wanted += [f"{content['policy']['version']}", *content["policy"]["articles"]]
        assert [words for words in wanted if plain(words) not in text] == []

    @pytest.mark.parametrize(
        ("language", "words"),
        [("EN", "Receipt for your return"), ("FR", "Reçu de votre retour"), ("DE", "Receipt for")],
    )
    def test_speaks_the_customers_language(self, language: str, words: str) -> None:
        assert words in words_of(a_receipt(a_named_order(language=language)).pdf)

    @pytest.mark.parametrize("name", ["Ελένη Παπαδοπούλου", "山田太郎", "김철수", "Ёжиков"])
    def test_writes_every_name_in_its_own_script(self, name: str) -> None:
        assert name in words_of(a_receipt(a_named_order(name=name)).pdf)

    def test_has_the_signed_data_inside(self) -> None:
        receipt = a_receipt()
        document = pypdfium2.PdfDocument(receipt.pdf)

        attached = [document.get_attachment(i) for i in range(document.count_attachments())]

        assert [one.get_name() for one in attached] == ["R-2026-000001.receipt.json"]
        assert bytes(attached[0].get_data()) == receipt.json
        document.close()

    def test_leads_to_its_check_page_by_a_code(self) -> None:
        receipt = a_receipt()
        document = pypdfium2.PdfDocument(receipt.pdf)
        picture = document[0].render(scale=150 / 72).to_pil()
        document.close()

        codes = zxingcpp.read_barcodes(picture)

        assert [code.text for code in codes] == [receipt.content["check"]]

    def test_is_one_page_where_little_came_back(self) -> None:
        offer = wish_on(Track.STATUTORY).offer
        order = a_named_order(a_line("tee"))
        case = a_refunded_return(order, a_wish(order, offer=offer))
        document = pypdfium2.PdfDocument(a_receipt(order, case).pdf)
        pages = len(document)
        document.close()

        assert pages == 1

    def test_goes_on_over_as_many_pages_as_it_needs(self) -> None:
        lines = [a_line(f"thing {place}") for place in range(60)]
        receipt = a_receipt(a_named_order(*lines))
        document = pypdfium2.PdfDocument(receipt.pdf)
        pages = len(document)
        document.close()

        text = words_of(receipt.pdf)

        assert pages > 2
        assert f"{pages} / {pages}" in text
        assert all(f"Thing {place} " in text for place in range(60))

    def test_says_who_paid_by_other_means(self) -> None:
        text = words_of(a_receipt(case=a_settled_return()).pdf)

        assert "Given by the shop by other means" in text
        assert "Transfer 77" in text
