"""Mails by SMTP. What may pass is told apart from what will not, before and after the handing in."""

import smtplib
import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email.headerregistry import Address
from email.message import EmailMessage
from urllib.parse import SplitResult, unquote

from saleor_returns_app.adapters.mail.composing import compose
from saleor_returns_app.adapters.mail.trouble import MailRefused, MailUnavailable
from saleor_returns_app.domain.messages import Attachment, Message

TIMEOUT_SECONDS = 20
THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True)
class SmtpServer:
    """Where mails are handed in. `is_tls` speaks TLS from the first byte (`smtps`)."""

    host: str
    port: int
    is_tls: bool
    user: str = ""
    password: str = field(default="", repr=False)


def server_at(url: SplitResult) -> SmtpServer:
    """Read `smtp://user:password@host:port`; user and password are percent-encoded there."""
    is_tls = url.scheme == "smtps"
    usual_port = 465 if is_tls else 587 if url.username else 25
    return SmtpServer(
        host=url.hostname or "localhost",
        port=url.port or usual_port,
        is_tls=is_tls,
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
    )


class SmtpMailer:
    """A mail server."""

    def __init__(self, server: SmtpServer, *, sender: Address) -> None:
        self._server, self._sender = server, sender

    def check(self) -> None:
        """Open a session and log in, without a mail. Raises `MailUnavailable` where that fails."""
        with _session(self._server):
            pass

    def send(self, message: Message, attachments: Sequence[Attachment]) -> None:
        """Hand the mail in. Raises `MailUnavailable` where trying again may help, else `MailRefused`."""
        mail = compose(message, attachments, sender=self._sender)
        with _session(self._server) as connection:
            _hand_in(connection, mail)


@contextmanager
def _session(server: SmtpServer) -> Iterator[smtplib.SMTP]:
    """Open a session; nothing that goes wrong here is the fault of a mail."""
    try:
        connection = _connect(server)
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnavailable from error
    try:
        _introduce(connection, server)
        yield connection
    finally:
        # A mail that was taken stays taken, however the goodbye goes.
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()
        connection.close()


def _connect(server: SmtpServer) -> smtplib.SMTP:
    if server.is_tls:
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=_tls(is_proven=True)
        )
    return smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)


def _introduce(connection: smtplib.SMTP, server: SmtpServer) -> None:
    """Go over to TLS where it is offered, and log in."""
    try:
        connection.ehlo_or_helo_if_needed()
        is_private = server.is_tls or server.host in THIS_MACHINE
        if not server.is_tls and connection.has_extn("starttls"):
            connection.starttls(context=_tls(is_proven=bool(server.user)))
            is_private = True
        if server.user and not is_private:
            raise MailUnavailable("The mail server offers no TLS; the password was not sent.")
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnavailable from error


def _tls(*, is_proven: bool) -> ssl.SSLContext:
    """Make a TLS context. Without a password to lose, an unproven peer is better than clear text."""
    context = ssl.create_default_context()
    if not is_proven:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def _hand_in(connection: smtplib.SMTP, mail: EmailMessage) -> None:
    try:
        connection.send_message(mail)
    except smtplib.SMTPRecipientsRefused as error:
        code, _ = next(iter(error.recipients.values()))
        raise _trouble(code) from error
    except smtplib.SMTPResponseException as error:
        raise _trouble(error.smtp_code) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailRefused("The mail server cannot write to this address.") from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailUnavailable from error


def _trouble(code: int) -> MailUnavailable | MailRefused:
    return MailRefused(smtp_code=code) if code >= 500 else MailUnavailable(smtp_code=code)
