"""What can go wrong with a mail, and whether trying again may help."""

from saleor_returns_app.domain.errors import ReturnsError, Unavailable


class MailUnavailable(Unavailable):
    """The mail server cannot be reached or cannot take the mail now."""

    code = "mail_unavailable"


class MailRefused(ReturnsError):
    """The mail server refuses this mail."""

    code = "mail_refused"
