"""The webhooks of the pretend Sendcloud: signed, and on request late, twice and out of order."""

import hashlib
import hmac
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from saleor_returns_app.sandbox.scheduler import Scheduler
from saleor_returns_app.sandbox.sendcloud.model import STATUSES, Entry, Return, Step, now
from saleor_returns_app.sandbox.store import Documents
from saleor_returns_app.sandbox.transport import Reply, Send

TASK, KIND = "sendcloud-hook", "sendcloud"
COUNTRIES = {"NL": ("NLD", "Netherlands"), "FR": ("FRA", "France"), "DE": ("DEU", "Germany")}


@dataclass(frozen=True)
class Target:
    """Where webhooks go, and the key that signs them."""

    url: str
    key: str = field(repr=False)


@dataclass
class Sent:
    """A webhook and how it was answered."""

    body: bytes
    signature: str
    status: int | None = None


class Hooks:
    """Sends what happens, or holds it back until it is let go."""

    def __init__(
        self,
        store: Documents,
        scheduler: Scheduler,
        send: Send,
        *,
        retry_seconds: float,
        tries: int,
    ) -> None:
        self._store, self._scheduler, self._send = store, scheduler, send
        self._retry_seconds, self._tries = retry_seconds, tries
        self._held: list[str] = []
        self.is_holding = False
        self.log: list[Sent] = []

    @property
    def target(self) -> Target | None:
        """Where webhooks go now."""
        kept = self._store.all(KIND).get("hook")
        return Target(**json.loads(kept)) if kept else None

    def point_at(self, url: str, key: str) -> None:
        """Send them there from now on, signed with this key."""
        self._store.put(KIND, "hook", json.dumps({"url": url, "key": key}))

    @property
    def held(self) -> int:
        """How many wait to be let go."""
        return len(self._held)

    def tell_status(self, one: Return, entry: Entry) -> None:
        """Tell of a new status, once for each box."""
        for parcel in one.parcels:
            self.tell(status_body(one, parcel, entry))

    def tell(self, body: dict[str, Any]) -> None:
        """Send a body, or hold it."""
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        if self.is_holding:
            self._held.append(text)
            return
        self._post(text)

    def release(self, *, backwards: bool = False, times: int = 1) -> None:
        """Let go of what is held, the last first or not, each as often as is asked for."""
        self.is_holding = False
        texts, self._held = self._held, []
        for text in reversed(texts) if backwards else texts:
            for _ in range(times):
                self._post(text)

    def handle(self, task: dict[str, Any]) -> None:
        """Send one webhook; what is not answered with 200 is sent again."""
        target = self.target
        if target is None:
            return
        body = str(task["body"]).encode()
        signature = hmac.new(target.key.encode(), body, hashlib.sha256).hexdigest()
        headers = {
            "User-Agent": "Sendcloud/sandbox",
            "Content-Type": "application/json",
            "Sendcloud-Signature": signature,
        }
        reply: Reply = self._send("POST", target.url, headers, body)
        self.log.append(Sent(body, signature, reply.status))
        del self.log[:-1000]
        tried = int(task.get("tried", 0)) + 1
        if reply.status != 200 and tried <= self._tries:
            delay = self._retry_seconds * 2**tried
            self._scheduler.add(TASK, task | {"tried": tried}, delay=delay)

    def _post(self, text: str) -> None:
        if self.target is not None:
            self._scheduler.add(TASK, {"body": text})


def status_body(one: Return, parcel: int, entry: Entry) -> dict[str, Any]:
    """Write what is told of a parcel's new status."""
    step, at = Step(entry.step), datetime.fromisoformat(entry.at)
    number, message = STATUSES[step]
    by_carrier = step not in (Step.ANNOUNCING, Step.CANCELLING, Step.CANCELLED, Step.FAILED)
    moment = int(at.timestamp() * 1000)
    address = one.body["from_address"]
    country = one.body["to_address"]["country_code"]
    iso_3, name = COUNTRIES.get(country, (country, country))
    return {
        "action": "parcel_status_changed",
        "timestamp": max(moment, int(now().timestamp() * 1000)) if by_carrier else moment,
        "carrier_status_change_timestamp": moment if by_carrier else None,
        "parcel": {
            "id": parcel,
            "name": address.get("name", ""),
            "company_name": address.get("company_name", ""),
            "city": address.get("city", ""),
            "postal_code": address.get("postal_code", ""),
            "email": address.get("email", ""),
            "date_created": one.created_at[:19],
            "tracking_number": one.tracking_number,
            "weight": f"{one.body['weight']['value']}",
            "label": {"normal_printer": [], "label_printer": ""},
            "customs_declaration": {},
            "status": {"id": number, "message": message},
            "data": {},
            "country": {"iso_2": country, "iso_3": iso_3, "name": name},
            "carrier": {"code": one.carrier},
            "order_number": one.body.get("order_number", ""),
        },
    }
