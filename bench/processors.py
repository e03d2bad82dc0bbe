"""How much processor time processes have used, with all of their children (Linux)."""

import os
from pathlib import Path

PROC = Path("/proc")


def seconds_used(*roots: int) -> float:
    """Add up the processor time of processes and of those that they have started."""
    parents, used = {}, {}
    for folder in PROC.glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        pid = int(folder.name)
        parents[pid], used[pid] = int(words[1]), int(words[11]) + int(words[12])
    ticks = sum(time for pid, time in used.items() if _belongs(pid, roots, parents))
    return ticks / os.sysconf("SC_CLK_TCK")


def _belongs(pid: int, roots: tuple[int, ...], parents: dict[int, int]) -> bool:
    while pid not in roots and pid in parents:
        pid = parents[pid]
    return pid in roots
