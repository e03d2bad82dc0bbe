"""Mails into a Maildir: for a demo, or for a mail system that picks them up there."""

import os
from collections.abc import Sequence
from email.headerregistry import Address
from mailbox import Maildir
from pathlib import Path

from saleor_returns_app.adapters.mail.composing import compose
from saleor_returns_app.adapters.mail.trouble import MailUnavailable
from saleor_returns_app.domain.messages import Attachment, Message


class FolderMailer:
    """A mailbox in a folder."""

    def __init__(self, folder: Path, *, sender: Address) -> None:
        self._folder, self._sender = folder, sender

    def check(self) -> None:
        """See whether mails can be laid there. Raises `MailUnavailable` where not."""
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            Maildir(self._folder, create=True)
        except OSError as error:
            raise MailUnavailable from error
        if not os.access(self._folder / "tmp", os.W_OK):
            raise MailUnavailable

    def send(self, message: Message, attachments: Sequence[Attachment]) -> None:
        """Lay the mail into the folder; it never shows there by half."""
        mail = compose(message, attachments, sender=self._sender)
        try:
            self._folder.parent.mkdir(parents=True, exist_ok=True)
            Maildir(self._folder, create=True).add(mail.as_bytes())
        except OSError as error:
            raise MailUnavailable from error
