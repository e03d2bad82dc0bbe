"""A worker that is killed while it announces a parcel: one label each time, whenever it died."""

import os
import signal
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from saleor_returns_app.domain.shipping.parcels import Announcement
from tests.support import label_crash
from tests.support.carriers import Books
from tests.support.label_crash import DEATHS, Death

TIMES = 100 if os.environ.get("CI") == "true" else len(DEATHS)
AT_ONCE = 4


def started(url: str, case_id: str, folder: Path, death: Death) -> BaseProcess:
    context = get_context("forkserver")
    context.set_forkserver_preload(["tests.support.label_crash"])
    process = context.Process(
        target=label_crash.announce_and_die, args=(url, case_id, folder, death)
    )
    process.start()
    return process


class TestAWorkerThatIsKilledWhileItAnnounces:
    def test_leaves_one_label_to_each_return(self, database_url: str, tmp_path: Path) -> None:
        database = label_crash.opened(database_url)
        deaths = [DEATHS[place % len(DEATHS)] for place in range(TIMES)]
        first_of_all, *others = label_crash.fill(database, TIMES + 1)
        label_crash.announce(database, first_of_all, tmp_path)
        runs = list(zip(others, deaths, strict=True))
        killed: dict[str, int] = {}
        for first in range(0, TIMES, AT_ONCE):
            batch = runs[first : first + AT_ONCE]
            processes = [started(database_url, case, tmp_path, death) for case, death in batch]
            for process, (_, death) in zip(processes, batch, strict=True):
                process.join(60)
                if process.exitcode == -signal.SIGKILL:
                    killed[death.name] = killed.get(death.name, 0) + 1
                else:
                    assert process.exitcode == 0, death

        for case_id, _ in runs:
            label_crash.announce(database, case_id, tmp_path)

        books = Books(tmp_path)
        references = [f"R-2026-{place:06d}/1" for place in range(TIMES + 1)]
        assert books.references() == references
        with database.transaction() as store:
            parcels = [store.parcels.of_case(case_id) for case_id, _ in runs]
            found = [(one.announcement, books.find(one.reference)) for [one] in parcels]
            numbers = {one.tracking_number for [one] in parcels}
        database.close()
        assert {announcement for announcement, _ in found} == {Announcement.MADE}
        assert len(numbers) == TIMES
        assert {death.name for death in DEATHS} == killed.keys()
