"""Ends a stack, whoever started it, and also what is left over of one."""

from pathlib import Path

from stack.running.launcher import collect_ended
from stack.state.layout import Layout
from stack.state.process_identity import end_all
from stack.state.recorded_state import read_state, write_state

# Grace of the processes, then of the two engines, then a little for the supervisor itself.
_STOPPED_WITHIN_SECONDS = 45.0


def stop_stack(state_dir: Path) -> bool:
    """Ends the supervisor and all it started, also after a crash; False if nothing ran."""
    layout = Layout(state_dir.absolute())
    state = read_state(layout.state_file)
    supervisor = state.supervisor.identity
    living = [process for process in state.recorded_processes() if process.is_alive()]
    if supervisor and supervisor.is_alive():
        end_all([supervisor], _STOPPED_WITHIN_SECONDS)
    elif not living:
        collect_ended()
        return False
    # Left over when the supervisor itself was killed.
    end_all(read_state(layout.state_file).recorded_processes(), grace_seconds=10)
    if state.phase != "stopped":
        _record_the_end(layout)
    collect_ended()
    return True


def _record_the_end(layout: Layout) -> None:
    state = read_state(layout.state_file)
    state.phase = "stopped"
    for process in (state.supervisor, *state.processes.values()):
        process.pid = process.running_since = None
        process.state = "stopped"
    write_state(layout.state_file, state)
