"""Settings from the environment: typed, read once; a wrong one stops the start with its name."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from environs import Env, EnvError

from saleor_returns_app.domain.installation import HOST_NAME

SHORTEST_SECRET = 32
# Saleor keeps an app's addresses in columns of 200 characters, and ours go on after this one.
LONGEST_PUBLIC_URL = 180
APP_ID = re.compile(r"[A-Za-z0-9._-]{1,256}")
FILE_SCHEMES = ("file", "s3", "gs", "az")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


class SettingInvalid(RuntimeError):
    """A setting is missing or cannot be used; the message names it and says why."""


@dataclass(frozen=True)
class Settings:
    """How this instance runs. Secrets never show in its repr.

    `public_url` is where browsers and Saleor reach the app. An empty `database_url` asks for the
    embedded server in `var_folder`. The first of `secrets` and of `encryption_keys` writes, all read.
    """

    public_url: str
    secrets: tuple[str, ...] = field(repr=False)
    encryption_keys: tuple[str, ...] = field(repr=False)
    database_url: str = field(default="", repr=False)
    var_folder: Path = Path("var")
    files_url: str = ""
    mail_url: str = field(default="", repr=False)
    mail_from: str = "Returns <returns@localhost>"
    port: int = 8000
    web_threads: int = 8
    worker_concurrency: int = 4
    log_level: str = "INFO"
    frame_ancestors: tuple[str, ...] = ("https:",)
    proxies: int = 0
    allowed_saleor_hosts: tuple[str, ...] = ()
    allow_private_networks: bool = False
    starting_policy: Path | None = None
    retention_days: int = 90
    backfill_days: int = 60
    delivery_days: int = 30
    label_days: int = 21
    app_id: str = "app.saleor-returns"
    sendcloud_url: str = "https://panel.sendcloud.sc"
    easypost_url: str = "https://api.easypost.com"


def read_settings() -> Settings:
    """Read the environment. Raises `SettingInvalid` for the first setting that cannot be used."""
    env = Env()
    try:
        settings = _read(env)
    except EnvError as error:
        raise SettingInvalid(str(error)) from error
    _check(settings)
    return settings


def _read(env: Env) -> Settings:
    port = env.int("PORT", 8000)
    var_folder = Path(env.str("RETURNS_VAR", "var")).absolute()
    return Settings(
        public_url=env.str("RETURNS_PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        secrets=tuple(env.list("RETURNS_SECRETS", [])),
        encryption_keys=tuple(env.list("RETURNS_ENCRYPTION_KEYS", [])),
        database_url=env.str("DATABASE_URL", ""),
        var_folder=var_folder,
        files_url=env.str("RETURNS_FILES_URL", (var_folder / "files").as_uri()),
        mail_url=env.str("RETURNS_MAIL_URL", (var_folder / "mailbox").as_uri()),
        mail_from=env.str("RETURNS_MAIL_FROM", "Returns <returns@localhost>"),
        port=port,
        web_threads=env.int("RETURNS_WEB_THREADS", 8),
        worker_concurrency=env.int("RETURNS_WORKER_CONCURRENCY", 4),
        log_level=env.str("RETURNS_LOG_LEVEL", "INFO").upper(),
        frame_ancestors=tuple(env.list("RETURNS_FRAME_ANCESTORS", ["https:"])),
        proxies=env.int("RETURNS_PROXIES", 0),
        allowed_saleor_hosts=_hosts(env.list("RETURNS_ALLOWED_SALEOR_HOSTS", [])),
        allow_private_networks=env.bool("RETURNS_ALLOW_PRIVATE_NETWORKS", False),
        starting_policy=env.path("RETURNS_STARTING_POLICY", None),
        backfill_days=env.int("RETURNS_BACKFILL_DAYS", 60),
        retention_days=env.int("RETURNS_RETENTION_DAYS", 90),
        delivery_days=env.int("RETURNS_DELIVERY_DAYS", 30),
        label_days=env.int("RETURNS_LABEL_DAYS", 21),
        app_id=env.str("RETURNS_APP_ID", "app.saleor-returns"),
        sendcloud_url=env.str("RETURNS_SENDCLOUD_URL", Settings.sendcloud_url).rstrip("/"),
        easypost_url=env.str("RETURNS_EASYPOST_URL", Settings.easypost_url).rstrip("/"),
    )


def _check(settings: Settings) -> None:
    address = urlsplit(settings.public_url)
    if address.scheme not in ("http", "https") or not address.hostname or address.path:
        raise SettingInvalid("RETURNS_PUBLIC_URL must be an http(s) address without a path.")
    if len(settings.public_url) > LONGEST_PUBLIC_URL:
        raise SettingInvalid(
            f"RETURNS_PUBLIC_URL must not be longer than {LONGEST_PUBLIC_URL} characters: Saleor "
            "cannot keep longer addresses."
        )
    if not settings.secrets or any(len(secret) < SHORTEST_SECRET for secret in settings.secrets):
        raise SettingInvalid(
            f"RETURNS_SECRETS must hold at least one secret of {SHORTEST_SECRET} characters."
        )
    _check_encryption_keys(settings.encryption_keys)
    if settings.starting_policy is not None and not settings.starting_policy.is_file():
        raise SettingInvalid("RETURNS_STARTING_POLICY must name a file that exists.")
    if urlsplit(settings.mail_url).scheme not in ("file", "smtp", "smtps"):
        raise SettingInvalid("RETURNS_MAIL_URL must begin with smtp:, smtps: or file:.")
    if urlsplit(settings.files_url).scheme not in FILE_SCHEMES:
        raise SettingInvalid(
            f"RETURNS_FILES_URL must begin with {', '.join(f'{one}:' for one in FILE_SCHEMES)}."
        )
    if settings.log_level not in LOG_LEVELS:
        raise SettingInvalid(f"RETURNS_LOG_LEVEL must be one of {', '.join(LOG_LEVELS)}.")
    for name in ("sendcloud", "easypost"):
        _check_carrier_url(name, getattr(settings, f"{name}_url"), settings.allow_private_networks)
    if not APP_ID.fullmatch(settings.app_id):
        raise SettingInvalid(
            "RETURNS_APP_ID must be letters, digits, dots, hyphens and underscores, 256 at most."
        )
    if settings.backfill_days < 0:
        raise SettingInvalid("RETURNS_BACKFILL_DAYS must be a number of days, 0 for none.")
    if settings.delivery_days < 1:
        raise SettingInvalid("RETURNS_DELIVERY_DAYS must be a number of days, 1 or more.")
    if settings.label_days < 1:
        raise SettingInvalid("RETURNS_LABEL_DAYS must be a number of days, 1 or more.")
    if settings.retention_days < 1:
        raise SettingInvalid("RETURNS_RETENTION_DAYS must be a number of days, 1 or more.")
    if not 0 <= settings.proxies <= 5:
        raise SettingInvalid("RETURNS_PROXIES must be the number of proxies in front, 0 to 5.")
    _check_hosts(settings.allowed_saleor_hosts)
    if settings.web_threads < 1 or settings.worker_concurrency < 1:
        raise SettingInvalid(
            "RETURNS_WEB_THREADS and RETURNS_WORKER_CONCURRENCY must be 1 or more."
        )


def _check_carrier_url(carrier: str, url: str, may_be_plain: bool) -> None:
    """Credentials go there: in the open only to a machine of one's own."""
    schemes = ("https", "http") if may_be_plain else ("https",)
    if urlsplit(url).scheme not in schemes or not urlsplit(url).hostname:
        raise SettingInvalid(f"RETURNS_{carrier.upper()}_URL must be an https address.")


def _hosts(patterns: list[str]) -> tuple[str, ...]:
    return tuple(pattern.strip().lower() for pattern in patterns)


def _check_hosts(patterns: tuple[str, ...]) -> None:
    for pattern in patterns:
        if not HOST_NAME.fullmatch(pattern.removeprefix("*.")):
            raise SettingInvalid(
                f"RETURNS_ALLOWED_SALEOR_HOSTS: '{pattern}' is neither a host nor '*.' and a host."
            )


def _check_encryption_keys(keys: tuple[str, ...]) -> None:
    if not keys:
        raise SettingInvalid(
            "RETURNS_ENCRYPTION_KEYS is missing: make one with 'saleor-returns key'."
        )
    try:
        for key in keys:
            Fernet(key)
    except ValueError as error:
        raise SettingInvalid(
            "RETURNS_ENCRYPTION_KEYS holds something that is not a Fernet key."
        ) from error
