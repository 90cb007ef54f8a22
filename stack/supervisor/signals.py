"""Turns signals into flags and wakes a sleeping single-threaded process when one comes."""

import os
import select
import signal


class Signals:
    """SIGTERM and SIGINT ask to stop, SIGCHLD only wakes, SIGHUP is ignored."""

    def __init__(self) -> None:
        self.asked_to_stop = False
        self._wake_out, self._wake_in = os.pipe()

    @property
    def files(self) -> list[int]:
        """The descriptors that a forked child must close."""
        return [self._wake_out, self._wake_in]

    def listen(self) -> None:
        def stop(_number: int, _frame: object) -> None:
            self.asked_to_stop = True

        for descriptor in self.files:
            os.set_blocking(descriptor, False)
        signal.set_wakeup_fd(self._wake_in, warn_on_full_buffer=False)
        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        # Without a handler of ours SIGCHLD would not reach the wake-up pipe.
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def sleep(self, at_most_seconds: float) -> None:
        """Returns at the next signal, also one that came just before."""
        if select.select([self._wake_out], [], [], max(at_most_seconds, 0.0))[0]:
            os.read(self._wake_out, 4096)
