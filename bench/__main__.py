"""`python -m bench`: measure, print, and keep what was measured."""

import argparse
import json
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bench.beside_the_sdk import beside_the_sdk_table
from bench.breakdowns import breakdown_table
from bench.measuring import Table
from bench.official import NoOfficialSdk
from bench.policy import policy_table
from bench.portal import portal_table
from bench.printing import printed
from bench.replay import replay_table
from bench.settlements import settlement_table
from bench.stage import stage
from bench.webhooks import Signer, in_process_table, over_http_table
from tests.support.whole_app import WholeApp


def main() -> None:
    """Measure everything."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures there")
    options = parser.parse_args()
    tables = measured()
    if options.json:
        options.json.write_text(json.dumps(_record(tables), indent=2) + "\n", encoding="utf-8")


def measured() -> list[Table]:
    """Measure table after table and print each as soon as it is there."""
    tables = [_shown(breakdown_table()), _shown(policy_table())]
    with stage() as app, tempfile.TemporaryDirectory(prefix="returns-bench-") as folder:
        signer = Signer(app)
        tables.append(_shown(in_process_table(app, signer)))
        tables.append(_shown(over_http_table(app, signer, Path(folder))))
        tables += _beside_the_sdk(app, signer, Path(folder))
        tables.append(_shown(portal_table(app)))
    with stage() as app:
        tables.append(_shown(replay_table(app)))
    with stage() as app, tempfile.TemporaryDirectory(prefix="returns-bench-") as folder:
        tables.append(_shown(settlement_table(app, Path(folder))))
    return tables


def _beside_the_sdk(app: WholeApp, signer: Signer, folder: Path) -> list[Table]:
    try:
        return [_shown(beside_the_sdk_table(app, signer, folder))]
    except NoOfficialSdk as reason:
        print(f"\nNothing beside the official SDK: {reason}.", flush=True)
        return []


def _shown(table: Table) -> Table:
    print(f"\n{printed(table)}", flush=True)
    return table


def _record(tables: list[Table]) -> dict[str, object]:
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "python": platform.python_version(),
        "processors": os.cpu_count(),
        "tables": [table.as_json() for table in tables],
    }


if __name__ == "__main__":
    main()
