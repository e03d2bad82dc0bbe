"""The words of what is found when a shop or the app is examined, and how bad each is.

What concerns a shop is for its merchant too, and translated where it is shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saleor_returns_app.domain.saleor_refusals import sentence


class Level(StrEnum):
    """How bad something is, the best first: somebody should look, or it does not work."""

    FINE = "fine"
    WARNING = "warning"
    BROKEN = "broken"


@dataclass(frozen=True)
class Saying:
    """What is so, and what to do about it; both may hold facts."""

    level: Level
    what: str
    advice: str = ""
    is_repairable: bool = False


FINDINGS: Mapping[str, Saying] = {
    "connected": Saying(Level.FINE, sentence("Saleor answers and knows the app.")),
    "unreachable": Saying(
        Level.BROKEN,
        sentence("Saleor does not answer at %(url)s."),
        sentence(
            "See whether this address is right and open to the app. What is to be done waits."
        ),
    ),
    "token_unknown": Saying(
        Level.BROKEN,
        sentence("Saleor no longer accepts the app."),
        sentence(
            "See in Saleor under Extensions whether the app is switched on. If it is, remove it and "
            "install it again: your data stays, and what waits goes on by itself."
        ),
        is_repairable=True,
    ),
    "switched_off": Saying(
        Level.WARNING,
        sentence("The app is switched off in Saleor."),
        sentence("Switch it on under Extensions. What is to be done waits until then."),
        is_repairable=True,
    ),
    "not_understood": Saying(
        Level.BROKEN,
        sentence("Saleor does not answer what it was asked: %(why)s"),
        sentence("Tell whoever runs the app your version of Saleor."),
    ),
    "permissions_granted": Saying(
        Level.FINE, sentence("The app has the permissions that it asks for: %(names)s.")
    ),
    "permissions_missing": Saying(
        Level.BROKEN,
        sentence("The app lacks permissions in Saleor: %(names)s."),
        sentence("Open the app in Saleor under Extensions and give it these permissions."),
    ),
    "features_wait": Saying(
        Level.WARNING,
        sentence("Features that are switched on lack a permission in Saleor: %(names)s."),
        sentence(
            "Open Features in the app and have it ask for the permission, or switch them off."
        ),
    ),
    "webhooks_right": Saying(
        Level.FINE,
        sentence("Saleor tells the app of everything that it should (%(count)s webhooks)."),
    ),
    "webhooks_missing": Saying(
        Level.BROKEN,
        sentence("Saleor does not tell the app of: %(names)s."),
        sentence("Repair creates these webhooks."),
        is_repairable=True,
    ),
    "webhooks_wrong": Saying(
        Level.WARNING,
        sentence("These webhooks are not as this release wants them: %(names)s."),
        sentence("Repair brings them up to date."),
        is_repairable=True,
    ),
    "webhooks_double": Saying(
        Level.WARNING,
        sentence("These webhooks are there more than once: %(names)s."),
        sentence("Repair takes the others away."),
        is_repairable=True,
    ),
    "webhooks_idle": Saying(
        Level.WARNING,
        sentence("Saleor tells the app of things that no feature needs any more: %(names)s."),
        sentence("Repair takes these webhooks away."),
        is_repairable=True,
    ),
    "webhooks_off": Saying(
        Level.WARNING,
        sentence("These webhooks are switched off in Saleor: %(names)s."),
        sentence(
            "Switch them on in Saleor under Extensions, at the app's webhooks. Until then the app looks "
            "for changes by itself, every five minutes."
        ),
    ),
    "webhooks_foreign": Saying(
        Level.FINE, sentence("Webhooks that somebody else made for the app, left alone: %(count)s.")
    ),
    "delivery_heard": Saying(Level.FINE, sentence("Last news from Saleor: %(at)s.")),
    "delivery_never": Saying(Level.FINE, sentence("Saleor has not told the app anything yet.")),
    "deliveries_failed": Saying(
        Level.WARNING,
        sentence(
            "In the last 24 hours Saleor gave up telling the app %(count)s things, last on %(at)s."
        ),
        sentence(
            "The app finds what it missed by itself, within five minutes. If it goes on, see whether "
            "the app can be reached from Saleor at %(url)s."
        ),
    ),
    "jobs_done": Saying(
        Level.FINE, sentence("No step has failed for good in the last seven days.")
    ),
    "jobs_failed": Saying(
        Level.WARNING,
        sentence("Steps that failed for good in the last seven days: %(names)s."),
        sentence("Look at the returns that show a problem, and at the app's log."),
    ),
    "version_supported": Saying(Level.FINE, sentence("Saleor %(version)s.")),
    "version_unsupported": Saying(
        Level.WARNING,
        sentence("The app was not made for Saleor %(version)s."),
        sentence("It is made for Saleor 3.21 to 3.24. Look for a newer release of the app."),
    ),
    "clock_right": Saying(Level.FINE, sentence("The app and Saleor agree on the time.")),
    "clock_wrong": Saying(
        Level.WARNING,
        sentence("The clocks of the app and of Saleor are %(seconds)s seconds apart."),
        sentence("Have both follow a time server: sign-ins are refused when the clocks disagree."),
    ),
    # What follows is for whoever runs the app, and stays in English.
    "database_up": Saying(Level.FINE, "PostgreSQL %(version)s, up to date."),
    "database_embedded": Saying(
        Level.FINE,
        "PostgreSQL %(version)s, embedded, up to date.",
        "That is for one machine and for trying out. Set DATABASE_URL to a server that is backed up.",
    ),
    "database_old": Saying(
        Level.BROKEN,
        "The database is not at this release's tables.",
        "Run 'saleor-returns migrate'.",
    ),
    "database_down": Saying(
        Level.BROKEN,
        "The database cannot be reached.",
        "See whether it runs, and whether DATABASE_URL is right.",
    ),
    "database_clock_wrong": Saying(
        Level.WARNING,
        "The clocks of the app and of its database are %(seconds)s seconds apart.",
        "Have both follow a time server: jobs begin by the database's clock.",
    ),
    "worker_there": Saying(Level.FINE, "Workers: %(count)s."),
    "worker_absent": Saying(
        Level.BROKEN,
        "No worker runs, so nothing is done.",
        "Start 'saleor-returns worker'.",
    ),
    "jobs_late": Saying(
        Level.WARNING,
        "%(count)s jobs should have begun more than ten minutes ago.",
        "Start more workers, or raise RETURNS_WORKER_CONCURRENCY.",
    ),
    "mail_up": Saying(Level.FINE, "Mails can be handed in."),
    "mail_down": Saying(
        Level.BROKEN,
        "Mails cannot be handed in: %(why)s",
        "See whether RETURNS_MAIL_URL is right and the mail server is up.",
    ),
    "files_up": Saying(Level.FINE, "Files can be written and read."),
    "files_down": Saying(
        Level.BROKEN,
        "Files cannot be written and read: %(why)s",
        "See whether RETURNS_FILES_URL is right and may be written to.",
    ),
    "proxies_right": Saying(
        Level.FINE,
        "The address that tries are counted by could not be chosen; this machine counts as %(address)s.",
    ),
    "proxies_fewer": Saying(
        Level.BROKEN,
        "Callers can choose the address that their tries are counted by: the app believes the "
        "X-Forwarded-For that they send.",
        "RETURNS_PROXIES is %(count)s; set it to how many proxies stand before %(url)s, 0 for none. If "
        "that is right, have each of them add to X-Forwarded-For whom it was called by.",
    ),
    "proxies_pass_underscores": Saying(
        Level.BROKEN,
        "Callers can choose the address that their tries are counted by: the proxy passes on "
        "X_Forwarded_For, which the app takes for X-Forwarded-For.",
        "Have it drop headers with an underscore in their names. nginx: underscores_in_headers off. AWS "
        "ALB: routing.http.drop_invalid_header_fields.enabled=true. Caddy: request_header -*_*. HAProxy: "
        "http-request del-header _ -m sub. Others: docs/operators.md, 'Behind a proxy'.",
    ),
    "proxies_unknown": Saying(
        Level.WARNING,
        "Whether callers can choose the address that their tries are counted by could not be seen at "
        "%(url)s: %(why)s",
        "See whether RETURNS_PUBLIC_URL is right and can be reached from here; else run the doctor where "
        "it can.",
    ),
}
