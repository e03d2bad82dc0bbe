"""The garbage collector of a process that serves for long."""

import gc

YOUNG, MIDDLE, OLD = 50_000, 20, 100


def settle_memory() -> None:
    """Let the collector pass over what stays for good, and look round less often.

    Call it once everything is wired. Libraries and wiring are some hundred thousand objects; going
    over them again and again took a third of the processor time of a replay, and found nothing.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
