"""Mails that Saleor itself sends; they go to the mailbox page."""

from email.message import EmailMessage
from mailbox import Maildir

from saleor_returns_app.sandbox.settings import SandboxSettings


def post(settings: SandboxSettings, to: str, subject: str, text: str) -> None:
    """Put a mail into the mailbox, if there is one."""
    if settings.mail_folder is None:
        return
    mail = EmailMessage()
    mail["From"] = f"{settings.shop_name} <shop@maison-fil.example>"
    mail["To"], mail["Subject"] = to, subject
    mail.set_content(text)
    settings.mail_folder.parent.mkdir(parents=True, exist_ok=True)
    Maildir(str(settings.mail_folder), create=True).add(mail.as_bytes())
