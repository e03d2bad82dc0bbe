"""The one place where the parts meet."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import manifest
import webhooks
from manifest.app_manifest import PERMISSIONS
from saleor_returns_app import http, web
from saleor_returns_app.adapters import paper
from saleor_returns_app.adapters.card_codes import KeyedCodes
from saleor_returns_app.adapters.carriers import easypost, offline
from saleor_returns_app.adapters.carriers.pace import SharedPace
from saleor_returns_app.adapters.carriers.registry import CarrierRegistry, Opening
from saleor_returns_app.adapters.carriers.sendcloud import SendcloudHook, open_sendcloud
from saleor_returns_app.adapters.clients import LARGEST_DOCUMENT, guarded_session
from saleor_returns_app.adapters.files import FileFolder
from saleor_returns_app.adapters.mail import mailer_for
from saleor_returns_app.adapters.mail.letters import TranslatedLetters
from saleor_returns_app.adapters.pictures import PillowPictures
from saleor_returns_app.adapters.policy_files import JsonPolicies, document_from
from saleor_returns_app.adapters.public_door import HttpPublicDoor
from saleor_returns_app.adapters.receipts import Ed25519Notary, PdfReceipts
from saleor_returns_app.adapters.saleor.client import SaleorShops
from saleor_returns_app.adapters.saleor.signatures import SaleorSignatures
from saleor_returns_app.adapters.sealing import SignedWords
from saleor_returns_app.domain.errors import PolicyInvalid
from saleor_returns_app.domain.policy.document import PolicyDocument
from saleor_returns_app.domain.ports import CarrierHook
from saleor_returns_app.domain.standing import Asked
from saleor_returns_app.domain.starting_policy import STARTING_POLICY
from saleor_returns_app.http.entry import SERVICES
from saleor_returns_app.jobs.engine import ask_for_jobs, defer
from saleor_returns_app.services import Services
from saleor_returns_app.settings import SettingInvalid, Settings
from saleor_returns_app.storage.embedded import database_url
from saleor_returns_app.storage.encryption import secret_keys
from saleor_returns_app.storage.inbox import DatabaseInbox
from saleor_returns_app.storage.migrations import is_migrated
from saleor_returns_app.storage.store import Database
from saleor_returns_app.use_cases.care.examine_app import Ground
from saleor_returns_app.use_cases.care.examine_front import Front
from webhooks.saleor.definition import wanted_webhooks


@dataclass(frozen=True)
class Parts:
    """Everything that a process of this app runs on."""

    services: Services
    database: Database
    database_url: str
    ground: Ground


def assemble(settings: Settings) -> Parts:
    """Wire the adapters to the use cases' needs; nothing is connected yet but the database server."""
    secret_keys.use(list(settings.encryption_keys))
    url = database_url(settings.database_url, settings.var_folder)
    database = Database(url, defer)
    files = FileFolder(settings.files_url)
    mailer = mailer_for(settings.mail_url, sender=settings.mail_from)
    services = Services(
        transaction=database.transaction,
        inbox=DatabaseInbox(database, ask_for_jobs),
        saleor=SaleorShops(guarded_session(allow_private=settings.allow_private_networks)),
        signatures=SaleorSignatures(),
        sealer=SignedWords(list(settings.secrets)),
        carriers=_carriers(settings, database),
        paper=paper,
        slips=offline,
        card_codes=KeyedCodes(settings.secrets[0]),
        files=files,
        pictures=PillowPictures(),
        mailer=mailer,
        letters=TranslatedLetters(settings.public_url),
        notary=Ed25519Notary(),
        receipt_paper=PdfReceipts(),
        asked=Asked(frozenset(PERMISSIONS), partial(wanted_webhooks, settings.public_url)),
        policy_files=JsonPolicies(),
        public_url=settings.public_url,
        backfill=timedelta(days=settings.backfill_days),
        bodies_kept=timedelta(days=settings.delivery_days),
        labels_unused=timedelta(days=settings.label_days),
        retention=timedelta(days=settings.retention_days),
        starting_policy=_starting_policy(settings.starting_policy),
        allowed_saleor_hosts=settings.allowed_saleor_hosts,
    )
    ground = Ground(
        is_migrated=lambda: is_migrated(database.engine),
        is_embedded=not settings.database_url,
        check_mail=mailer.check,
        check_files=files.check,
        front=_front(settings),
    )
    return Parts(services, database, url, ground)


def _carriers(settings: Settings, database: Database) -> CarrierRegistry:
    """Open accounts with the carriers that this process can speak with."""
    session = guarded_session(
        allow_private=settings.allow_private_networks, largest=LARGEST_DOCUMENT
    )
    pace = SharedPace(database.transaction)
    openings: dict[str, Opening] = {
        "sendcloud": lambda account: open_sendcloud(
            account.credentials, session, pace, settings.sendcloud_url
        )
    }
    if easypost.is_installed():
        openings["easypost"] = lambda account: easypost.open_easypost(
            account.credentials, session, settings.easypost_url
        )
    hooks: dict[str, CarrierHook] = {
        "sendcloud": SendcloudHook(),
        "easypost": easypost.EasyPostHook(),
    }
    return CarrierRegistry(openings, hooks)


def _front(settings: Settings) -> Front | None:
    if not settings.proxies:
        return None
    url = settings.public_url
    return Front(url, settings.proxies, HttpPublicDoor(url))


def _starting_policy(file: Path | None) -> PolicyDocument:
    if file is None:
        return STARTING_POLICY
    try:
        return document_from(file.read_bytes())
    except PolicyInvalid as error:
        raise SettingInvalid(f"RETURNS_STARTING_POLICY: {error}") from error


def create_app(settings: Settings, services: Services) -> Flask:
    """Build the web application."""
    app = Flask("saleor_returns_app")
    app.config.update(
        SECRET_KEY=settings.secrets[0],
        SECRET_KEY_FALLBACKS=list(settings.secrets[1:]),
        MAX_CONTENT_LENGTH=1024 * 1024,
        SESSION_COOKIE_NAME="returns_session",
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https:"),
        PUBLIC_URL=settings.public_url,
        APP_ID=settings.app_id,
        FRAME_ANCESTORS=settings.frame_ancestors,
    )
    if settings.proxies:
        count = settings.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    app.extensions[SERVICES] = services
    # First, and so the innermost: what stands before Flask is wrapped by what comes later.
    webhooks.add_to(app)
    http.add_to(app)
    web.add_to(app)
    manifest.add_to(app)
    return app
