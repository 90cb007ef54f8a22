"""A process is known by its pid and start, and no other is ever ended."""

import subprocess
import sys

from stack.state.process_identity import ProcessIdentity, end_all, identify


def test_a_process_that_ignores_sigterm_is_killed_and_a_reused_pid_is_spared() -> None:
    code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1); signal.pause()"
    with subprocess.Popen([sys.executable, "-u", "-c", code], stdout=subprocess.PIPE) as stubborn:
        assert stubborn.stdout
        stubborn.stdout.readline()
        identity = identify(stubborn.pid)
        assert identity
        end_all([ProcessIdentity(stubborn.pid, "another start")], grace_seconds=0)
        assert identity.is_alive()
        end_all([identity], grace_seconds=0.1)
        assert not identity.is_alive()
