import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from email import message_from_bytes
from ipaddress import IPv4Address
from pathlib import Path
from socket import socket
from typing import Any
from urllib.parse import urlsplit

import pytest
from aiosmtpd import smtp
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from saleor_returns_app.adapters.mail import mailer_for
from saleor_returns_app.adapters.mail.smtp import server_at
from saleor_returns_app.adapters.mail.trouble import MailRefused, MailUnavailable
from tests.support.orders import NOON
from tests.unit.adapters.mail.messages import LABEL, SENDER, a_message

HERE = "127.0.0.1"


class PostOffice:
    """Takes mails, or answers as it is told to."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.were_private: list[bool] = []
        self.slams_the_door = False
        self.answers = {"rcpt": "250 OK", "data": "250 OK"}

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self,
        server: smtp.SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers["rcpt"]

    async def handle_DATA(  # noqa: N802 - aiosmtpd's name
        self, server: smtp.SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.answers["data"].startswith("250"):
            self.taken.append(envelope)
            self.were_private.append(session.ssl is not None)
        return self.answers["data"]

    async def handle_QUIT(  # noqa: N802 - aiosmtpd's name
        self, server: smtp.SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.slams_the_door and server.transport is not None:
            server.transport.close()
        return "221 Bye"


Open = Callable[..., str]


@pytest.fixture
def office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def open_office(office: PostOffice) -> Iterator[Open]:
    """Open the office and return its address as host:port."""
    with ExitStack() as closing:

        def open_(**options: Any) -> str:
            controller = Controller(office, hostname=HERE, port=free_port(), **options)
            controller.start()
            closing.callback(controller.stop)
            return f"{HERE}:{controller.port}"

        yield open_


def free_port() -> int:
    with socket() as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def own_certificate(tmp_path: Path) -> ssl.SSLContext:
    """Make a TLS context whose certificate nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HERE)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(NOON - timedelta(days=900))
        .not_valid_after(NOON + timedelta(days=9000))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(IPv4Address(HERE))]), False)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "certificate.pem"
    file.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def send(url: str) -> None:
    mailer_for(url, sender=SENDER).send(a_message(), [LABEL])


class TestSmtpMailer:
    def test_hands_a_mail_in(self, office: PostOffice, open_office: Open) -> None:
        send(f"smtp://{open_office()}")

        (envelope,) = office.taken
        assert envelope.mail_from == "returns@shop.example"
        assert envelope.rcpt_tos == ["zoe@example.com"]
        assert isinstance(envelope.content, bytes)
        mail = message_from_bytes(envelope.content)
        assert mail["Auto-Submitted"] == "auto-generated"
        assert "R-2026-000123.pdf" in [part.get_filename() for part in mail.walk()]

    @pytest.mark.parametrize("step", ["rcpt", "data"])
    def test_says_when_a_mail_is_refused_for_good(
        self, office: PostOffice, open_office: Open, step: str
    ) -> None:
        office.answers[step] = "550 no such mailbox"

        with pytest.raises(MailRefused) as refusal:
            send(f"smtp://{open_office()}")

        assert refusal.value.facts == {"smtp_code": 550}
        assert "zoe" not in str(refusal.value)

    @pytest.mark.parametrize("step", ["rcpt", "data"])
    def test_says_when_another_try_may_help(
        self, office: PostOffice, open_office: Open, step: str
    ) -> None:
        office.answers[step] = "451 come back later"

        with pytest.raises(MailUnavailable):
            send(f"smtp://{open_office()}")

    def test_counts_a_mail_as_sent_however_the_goodbye_goes(
        self, office: PostOffice, open_office: Open
    ) -> None:
        office.slams_the_door = True

        send(f"smtp://{open_office()}")

        assert len(office.taken) == 1

    def test_says_when_nobody_is_there(self) -> None:
        with pytest.raises(MailUnavailable):
            send(f"smtp://{HERE}:{free_port()}")

    def test_logs_in(self, office: PostOffice, open_office: Open) -> None:
        seen = []

        def check(*told: Any) -> AuthResult:
            seen.append((told[-1].login, told[-1].password))
            return AuthResult(success=True)

        address = open_office(authenticator=check, auth_require_tls=False)
        send(f"smtp://clerk%40shop:p%2Fss@{address}")

        assert seen == [(b"clerk@shop", b"p/ss")]
        assert len(office.taken) == 1

    def test_tries_again_after_a_login_that_failed(self, open_office: Open) -> None:
        def check(*told: Any) -> AuthResult:
            return AuthResult(success=False, handled=False)

        address = open_office(authenticator=check, auth_require_tls=False)

        with pytest.raises(MailUnavailable):
            send(f"smtp://clerk:wrong@{address}")

    def test_goes_over_to_tls_where_it_is_offered(
        self, office: PostOffice, open_office: Open, own_certificate: ssl.SSLContext
    ) -> None:
        send(f"smtp://{open_office(tls_context=own_certificate)}")

        assert office.were_private == [True]

    def test_gives_no_password_to_a_server_that_cannot_prove_its_name(
        self, office: PostOffice, open_office: Open, own_certificate: ssl.SSLContext
    ) -> None:
        with pytest.raises(MailUnavailable):
            send(f"smtp://clerk:secret@{open_office(tls_context=own_certificate)}")

        assert office.taken == []

    def test_gives_no_password_away_in_clear_text(
        self, office: PostOffice, open_office: Open, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = []
        monkeypatch.setattr("saleor_returns_app.adapters.mail.smtp.THIS_MACHINE", frozenset())

        def check(*told: Any) -> AuthResult:
            asked.append(told)
            return AuthResult(success=True)

        address = open_office(authenticator=check, auth_require_tls=False)
        with pytest.raises(MailUnavailable, match="password was not sent"):
            send(f"smtp://clerk:secret@{address}")

        assert asked == []
        assert office.taken == []


class TestServerAt:
    @pytest.mark.parametrize(
        ("url", "port"),
        [
            ("smtp://mail.example", 25),
            ("smtp://clerk:secret@mail.example", 587),
            ("smtps://mail.example", 465),
            ("smtps://mail.example:2465", 2465),
        ],
    )
    def test_knows_the_usual_ports(self, url: str, port: int) -> None:
        assert server_at(urlsplit(url)).port == port

    def test_keeps_the_password_out_of_its_repr(self) -> None:
        assert "secret" not in repr(server_at(urlsplit("smtp://clerk:secret@mail.example")))
