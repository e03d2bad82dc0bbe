"""The mailbox page: shows what the app's mail adapter put into a Maildir."""

import mailbox
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, abort, render_template, url_for
from flask.typing import ResponseReturnValue

from saleor_returns_app.sandbox.pages.visitor import read_visitor

SAFE = "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; font-src data:; sandbox allow-popups"
CONTENT_ID = re.compile(r"cid:([^\"'\s>)]+)")
SHOWN_INLINE = {"image/png", "image/jpeg", "image/gif", "application/pdf", "text/plain"}


@dataclass(frozen=True)
class Attachment:
    """A file that came with a mail."""

    index: int
    name: str
    kind: str
    size: int


@dataclass(frozen=True)
class Mail:
    """A mail in the box."""

    key: str
    message: EmailMessage
    received: datetime

    @property
    def subject(self) -> str:
        """What it is about."""
        return str(self.message["Subject"] or "(no subject)")

    @property
    def sender(self) -> str:
        """Who wrote it."""
        return str(self.message["From"] or "")

    @property
    def recipient(self) -> str:
        """Whom it is for."""
        return str(self.message["To"] or "")

    @property
    def text(self) -> str:
        """The plain text."""
        return _content(self.message.get_body(("plain",)))

    @property
    def html(self) -> str:
        """The text with a layout."""
        return _content(self.message.get_body(("html",)))

    @property
    def parts(self) -> list[EmailMessage]:
        """All parts that are not containers."""
        return [part for part in self.message.walk() if not part.is_multipart()]

    @property
    def attachments(self) -> list[Attachment]:
        """The files."""
        return [
            Attachment(index, part.get_filename() or "file", part.get_content_type(), _size(part))
            for index, part in enumerate(self.parts)
            if part.get_filename() or part.get_content_disposition() == "attachment"
        ]


def mail_pages(folder: Path | None) -> Blueprint:
    """Make the routes."""
    pages = Blueprint("mail", __name__, url_prefix="/mailbox")

    @pages.context_processor
    def surroundings() -> dict[str, Any]:
        return {"visitor": read_visitor()}

    @pages.get("/")
    def box() -> ResponseReturnValue:
        return render_template("mailbox/list.html", mails=read_mails(folder), folder=folder)

    @pages.get("/<key>")
    def message(key: str) -> ResponseReturnValue:
        mail = _find(folder, key)
        return render_template("mailbox/message.html", mail=mail, mails=read_mails(folder))

    @pages.get("/<key>/html")
    def html(key: str) -> ResponseReturnValue:
        mail = _find(folder, key)
        answer = Response(_with_pictures(mail), mimetype="text/html")
        answer.headers["Content-Security-Policy"] = SAFE
        return answer

    @pages.get("/<key>/parts/<int:index>")
    def part(key: str, index: int) -> ResponseReturnValue:
        parts = _find(folder, key).parts
        if index >= len(parts):
            abort(404)
        return _download(parts[index])

    return pages


def read_mails(folder: Path | None) -> list[Mail]:
    """Return the mails in the box, newest first."""
    if folder is None or not folder.is_dir():
        return []
    box = mailbox.Maildir(str(folder), create=False)
    mails = [_mail(key, box.get_bytes(key)) for key in box.keys()]  # noqa: SIM118
    return sorted(mails, key=lambda mail: mail.received, reverse=True)


def _mail(key: str, content: bytes) -> Mail:
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(content)
    try:
        received = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        received = datetime.fromtimestamp(0, UTC)
    aware = received if received.tzinfo else received.replace(tzinfo=UTC)
    return Mail(key, message, aware)


def _find(folder: Path | None, key: str) -> Mail:
    return next((mail for mail in read_mails(folder) if mail.key == key), None) or abort(404)


def _content(part: Any) -> str:
    return str(part.get_content()) if part is not None else ""


def _size(part: EmailMessage) -> int:
    content = part.get_payload(decode=True)
    return len(content) if isinstance(content, bytes) else 0


def _with_pictures(mail: Mail) -> str:
    """Point pictures that came with the mail to where they are shown."""
    indexes = {
        str(part["Content-ID"]).strip("<> "): index
        for index, part in enumerate(mail.parts)
        if part["Content-ID"]
    }

    def address(found: re.Match[str]) -> str:
        index = indexes.get(found[1])
        return url_for("mail.part", key=mail.key, index=index) if index is not None else found[0]

    return CONTENT_ID.sub(address, mail.html)


def _download(part: EmailMessage) -> Response:
    content = part.get_payload(decode=True)
    kind = part.get_content_type()
    inline = kind in SHOWN_INLINE
    answer = Response(
        content if isinstance(content, bytes) else b"",
        mimetype=kind if inline else "application/octet-stream",
    )
    name = (part.get_filename() or "file").replace('"', "")
    safe_name = name.encode("ascii", "replace").decode()
    how = "inline" if inline else "attachment"
    answer.headers["Content-Disposition"] = f'{how}; filename="{safe_name}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
