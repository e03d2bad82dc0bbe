from email import policy
from email.parser import BytesParser
from mailbox import Maildir
from pathlib import Path

import pytest

from saleor_returns_app.adapters.mail import mailer_for
from saleor_returns_app.adapters.mail.trouble import MailUnavailable
from tests.unit.adapters.mail.messages import LABEL, SENDER, a_message


class TestFolderMailer:
    def test_lays_a_mail_into_the_maildir(self, tmp_path: Path) -> None:
        folder = tmp_path / "new place" / "mailbox"

        mailer_for(folder.as_uri(), sender=SENDER).send(a_message(), [LABEL])

        box = Maildir(folder, create=False)
        (raw,) = [box.get_bytes(key) for key in box.keys()]  # noqa: SIM118 - a mailbox is no dict
        mail = BytesParser(policy=policy.default).parsebytes(raw)
        assert mail["Subject"] == "Retour R-2026-000123 : votre étiquette"
        assert [part.get_filename() for part in mail.iter_attachments()] == ["R-2026-000123.pdf"]

    def test_says_that_another_try_may_help_when_the_folder_cannot_be_written(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "file").touch()

        with pytest.raises(MailUnavailable):
            mailer_for((tmp_path / "file" / "box").as_uri(), sender=SENDER).send(a_message(), [])
