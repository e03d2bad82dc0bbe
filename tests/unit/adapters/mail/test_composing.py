import pytest

from saleor_returns_app.adapters.mail.composing import compose, sender_of
from saleor_returns_app.adapters.mail.trouble import MailRefused
from tests.unit.adapters.mail.messages import LABEL, SENDER, a_message

FROM = sender_of(SENDER)


class TestCompose:
    def test_carries_the_words_as_text_and_as_html(self) -> None:
        mail = compose(a_message(), [], sender=FROM)

        assert mail.get_content_type() == "multipart/alternative"
        parts = [(part.get_content_type(), part.get_content()) for part in mail.iter_parts()]
        assert parts == [
            ("text/plain", "Bonjour Zoë,\nvoici l’étiquette.\n"),
            ("text/html", "<p>Bonjour Zoë,</p>\n"),
        ]

    def test_attaches_the_label(self) -> None:
        mail = compose(a_message(), [LABEL], sender=FROM)

        attached = list(mail.iter_attachments())
        assert [part.get_filename() for part in attached] == ["R-2026-000123.pdf"]
        assert attached[0].get_content_type() == "application/pdf"
        assert attached[0].get_content() == b"%PDF-1.4 label"

    def test_gives_a_message_the_same_id_each_time(self) -> None:
        first, second = (compose(a_message(), [], sender=FROM) for _ in range(2))
        other = compose(a_message(id="another"), [], sender=FROM)

        assert first["Message-ID"] == second["Message-ID"]
        assert first["Message-ID"].endswith(".saleor-returns@shop.example>")
        assert other["Message-ID"] != first["Message-ID"]

    def test_says_that_a_machine_wrote_it(self) -> None:
        mail = compose(a_message(), [], sender=FROM)

        assert mail["Auto-Submitted"] == "auto-generated"
        assert mail["From"] == SENDER
        assert mail["To"] == "zoe@example.com"

    @pytest.mark.parametrize(
        "evil", ["Hello\r\nBcc: spy@example.com", "Hello\nBcc: spy@example.com"]
    )
    def test_lets_no_header_in_through_the_subject(self, evil: str) -> None:
        mail = compose(a_message(subject=evil), [], sender=FROM)

        assert mail["Bcc"] is None
        assert mail["Subject"] == "Hello Bcc: spy@example.com"

    @pytest.mark.parametrize(
        "recipient",
        [
            "",
            "zoe",
            "@example.com",
            "zoe@",
            "zoe@example.com\r\nBcc: spy@example.com",
            "zoe@example.com, spy@example.com",
            "Zoe <zoe@example.com>",
        ],
    )
    def test_refuses_what_is_not_one_address(self, recipient: str) -> None:
        with pytest.raises(MailRefused):
            compose(a_message(recipient=recipient), [], sender=FROM)


class TestSenderOf:
    def test_reads_a_name_and_an_address(self) -> None:
        assert (FROM.display_name, FROM.addr_spec) == ("Atelier Écharpe", "returns@shop.example")

    @pytest.mark.parametrize("text", ["", "Returns", "Returns <>", "returns@"])
    def test_refuses_anything_else(self, text: str) -> None:
        with pytest.raises(ValueError, match="not an e-mail address"):
            sender_of(text)
