"""Ends a process with the exit code of what it ran."""

import contextlib
import os
import sys
from collections.abc import Callable
from typing import NoReturn


def exit_after(run: Callable[[], object]) -> NoReturn:
    """Run it and end the process, without the interpreter's teardown. There a thread of Temporal's
    client that still answers may abort the process (temporalio/sdk-python#300): after all was done,
    it would say that it failed."""
    exit_now(exit_code_of(run))


def exit_now(code: int) -> NoReturn:
    """End this process now, with what it has printed so far."""
    try:
        with contextlib.suppress(BrokenPipeError):  # whoever read it has gone
            sys.stdout.flush()
            sys.stderr.flush()
    finally:
        os._exit(code)


def exit_code_of(run: Callable[[], object]) -> int:
    """What the process would end with."""
    try:
        run()
    except SystemExit as end:
        if end.code is None or isinstance(end.code, int):
            return end.code or 0
        print(end.code, file=sys.stderr)
        return 1
    except BaseException:
        sys.excepthook(*sys.exc_info())
        return 1
    return 0
