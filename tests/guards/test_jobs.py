"""Every job that is asked for exists, is asked for rightly, and is done by somebody."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import saleor_returns_app
from saleor_returns_app.jobs import tasks
from saleor_returns_app.jobs.queues import Queue

PACKAGE = Path(saleor_returns_app.__file__).parent
PROCFILE = PACKAGE.parent / "Procfile"
ABOUT_THE_CALL = {"lock", "after", "once"}
GIVEN_BY_THE_WORKER = {"services", "at"}
BUILT_IN = "builtin_tasks"


def own_jobs() -> dict[str, Any]:
    """Return the jobs by name, the engine's own apart."""
    return {name: task for name, task in tasks.registry.tasks.items() if BUILT_IN not in name}


def enqueued() -> Iterator[tuple[str, ast.Call]]:
    """Find every place where a job is asked for."""
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "enqueue":
                yield f"{file.relative_to(PACKAGE)}:{node.lineno}", node


def complaint(call: ast.Call) -> str | None:
    """Say what is wrong with the way a job is asked for."""
    name = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    work = tasks.WORKS.get(str(name))
    if name not in own_jobs() or work is None:
        return f"there is no job {name!r}"
    given = {str(keyword.arg) for keyword in call.keywords} - ABOUT_THE_CALL
    known = {
        key: parameter
        for key, parameter in inspect.signature(work).parameters.items()
        if key not in GIVEN_BY_THE_WORKER
    }
    needed = {key for key, parameter in known.items() if parameter.default is parameter.empty}
    if not needed <= given <= known.keys():
        return f"{name} takes {sorted(known)}, not {sorted(given)}"
    return None


class TestEveryJob:
    def test_waits_in_a_queue_that_there_is(self) -> None:
        strays = {
            name: task.queue for name, task in own_jobs().items() if task.queue not in set(Queue)
        }

        assert len(own_jobs()) > 5
        assert strays == {}

    def test_is_served_by_the_workers_of_the_procfile(self) -> None:
        lines = PROCFILE.read_text(encoding="utf-8").splitlines()
        workers = [line for line in lines if "saleor-returns worker" in line]
        served = {queue for queue in Queue for line in workers if f"--queue {queue}" in line}
        serve_all = any("--queue" not in line for line in workers)

        assert serve_all or served == set(Queue)


class TestEveryPlaceThatAsksForAJob:
    def test_names_one_that_exists_and_gives_it_its_ids(self) -> None:
        places = list(enqueued())
        wrong = {place: why for place, call in places if (why := complaint(call))}

        assert len(places) > 5
        assert wrong == {}

    def test_would_be_found_out(self) -> None:
        calls = {
            "store.enqueue('no_such_job', case_id=x)": "there is no job 'no_such_job'",
            "store.enqueue(name, case_id=x)": "there is no job None",
            "store.enqueue('pay_refund', order_id=x)": "pay_refund takes ['case_id'], not ['order_id']",
            "store.enqueue('pay_refund')": "pay_refund takes ['case_id'], not []",
            "store.enqueue('pay_refund', lock=x, case_id=x)": None,
        }

        for source, expected in calls.items():
            call = ast.parse(source, mode="eval").body
            assert isinstance(call, ast.Call)
            assert complaint(call) == expected
