"""The pretend Sendcloud's one account: its returns, and what is done with them."""

import json
import threading
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from saleor_returns_app.sandbox.scheduler import Scheduler
from saleor_returns_app.sandbox.sendcloud.hooks import Hooks
from saleor_returns_app.sandbox.sendcloud.model import STATUSES, Entry, Return, Step, now
from saleor_returns_app.sandbox.store import Documents

TASK, KIND = "sendcloud", "sendcloud-return"
FIRST_RETURN, FIRST_PARCEL = 880401, 510001
# Who lives here cannot be announced: a town for trying what happens then.
NOWHERE = "NOWHERE"
FAILURE = {
    "status": "400",
    "code": "parcel_announcement_error",
    "title": "Announcement failed",
    "detail": "The postal code does not match the city.",
}


class AnnouncementFailed(Exception):
    """The carrier did not take a parcel."""


class Account:
    """Keeps returns, announces them after a while, moves them along."""

    def __init__(
        self, store: Documents, scheduler: Scheduler, hooks: Hooks, *, label_delay: float
    ) -> None:
        self._store, self._scheduler, self.hooks = store, scheduler, hooks
        self._label_delay = label_delay
        self._lock = threading.RLock()
        self.returns: dict[int, Return] = {}
        for body in store.all(KIND).values():
            one = _read(json.loads(body))
            self.returns[one.id] = one

    def make(self, body: dict[str, Any], *, at_once: bool = False) -> Return:
        """Take a return in; its label comes later, or now. Raises `AnnouncementFailed` then."""
        with self._lock:
            number = max(self.returns, default=FIRST_RETURN - 1) + 1
            used = [parcel for one in self.returns.values() for parcel in one.parcels]
            first = max(used, default=FIRST_PARCEL - 1) + 1
            count = int(body.get("collo_count") or 1)
            one = Return(number, list(range(first, first + count)), body, now().isoformat())
            if at_once and _lives_nowhere(one):
                raise AnnouncementFailed
            self.returns[one.id] = one
            in_store = body.get("delivery_option") == "in_store"
            self._note(one, Step.NO_LABEL if in_store else Step.ANNOUNCING)
        if in_store:
            return one
        if at_once:
            self.announce(one.id)
        else:
            task = {"do": "announce", "id": one.id}
            self._scheduler.add(TASK, task, delay=self._label_delay)
        return one

    def handle(self, task: dict[str, Any]) -> None:
        """Do what was put off."""
        acts = {"announce": self.announce, "cancelled": self.finish_cancelling}
        acts[task["do"]](int(task["id"]))

    def announce(self, id: int) -> None:
        """Tell the carrier; it takes the parcel unless nobody knows where it is."""
        with self._lock:
            one = self.returns[id]
            if one.step is not Step.ANNOUNCING:
                return
            if _lives_nowhere(one):
                one.errors = [FAILURE]
                self._note(one, Step.FAILED)
                return
            one.tracking_number = f"3SSANDBOX{one.parcels[0]:07}"
            one.has_label = True
            self._note(one, Step.ANNOUNCED, "Label data received")

    def move(self, id: int, step: Step, *, at: datetime | None = None) -> None:
        """Let something happen to a parcel."""
        with self._lock:
            self._note(self.returns[id], step, STATUSES[step][1], at)

    def cancel(self, id: int) -> bool:
        """Take a request to cancel, if the carrier still takes one."""
        with self._lock:
            one = self.returns[id]
            if not one.is_cancellable:
                return False
            self._note(one, Step.CANCELLING)
        self._scheduler.add(TASK, {"do": "cancelled", "id": id}, delay=self._label_delay)
        return True

    def finish_cancelling(self, id: int) -> None:
        """Confirm a cancellation, unless the parcel moved meanwhile."""
        with self._lock:
            if self.returns[id].step is Step.CANCELLING:
                self._note(self.returns[id], Step.CANCELLED)

    def with_reference(self, reference: str) -> Return | None:
        """Find the return that has a reference."""
        found = (one for one in self.returns.values())
        return next((r for r in found if r.body.get("external_reference") == reference), None)

    def with_parcel(self, parcel: int) -> Return | None:
        """Find the return that a parcel belongs to."""
        return next((one for one in self.returns.values() if parcel in one.parcels), None)

    def newest(self) -> list[Return]:
        """List all returns, the newest first."""
        return sorted(self.returns.values(), key=lambda one: one.id, reverse=True)

    def _note(self, one: Return, step: Step, message: str = "", at: datetime | None = None) -> None:
        moment = at or now()
        last = max((datetime.fromisoformat(e.at) for e in one.history), default=None)
        if at is None and last and moment <= last:
            moment = last + timedelta(milliseconds=1)
        number = 9001 + sum(len(r.history) for r in self.returns.values())
        entry = Entry(step.value, moment.isoformat(timespec="milliseconds"), number, message)
        one.history.append(entry)
        self._store.put(KIND, str(one.id), json.dumps(asdict(one)))
        self.hooks.tell_status(one, entry)


def _lives_nowhere(one: Return) -> bool:
    return str(one.body["from_address"].get("city", "")).upper() == NOWHERE


def _read(words: dict[str, Any]) -> Return:
    history = [Entry(**entry) for entry in words.pop("history")]
    return Return(**words, history=history)
