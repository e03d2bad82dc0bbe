"""The way of mails out of the app, chosen by URL."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

from saleor_returns_app.adapters.mail.composing import sender_of
from saleor_returns_app.adapters.mail.folder import FolderMailer
from saleor_returns_app.adapters.mail.smtp import SmtpMailer, server_at


def mailer_for(url: str, *, sender: str) -> FolderMailer | SmtpMailer:
    """Return the mailer that a URL names: `file:///folder`, `smtp://…` or `smtps://…`."""
    parts = urlsplit(url)
    if parts.scheme == "file":
        return FolderMailer(Path(unquote(parts.path)), sender=sender_of(sender))
    return SmtpMailer(server_at(parts), sender=sender_of(sender))
