"""A stack as commands, tests and the demo see it: what runs, where, and with which secrets."""

from dataclasses import dataclass
from pathlib import Path

from stack.problems import StackIsNotRunning
from stack.state.keys import Keys, load_keys
from stack.state.layout import Layout
from stack.state.recorded_state import RecordedState, read_state


@dataclass(frozen=True)
class StackState:
    """A stack that was started at least once, with its secrets."""

    layout: Layout
    recorded: RecordedState
    keys: Keys

    @property
    def is_up(self) -> bool:
        return self.recorded.is_up and self.recorded.phase == "running"

    @property
    def urls(self) -> dict[str, str]:
        """By process name, and `temporal_ui`."""
        return self.recorded.urls

    @property
    def ports(self) -> dict[str, int]:
        return self.recorded.ports

    @property
    def token_keys(self) -> dict[str, str]:
        return self.keys.token_keys

    @property
    def webhook_secret(self) -> str:
        return self.keys.webhook_secret

    @property
    def gateway_api_key(self) -> str:
        return self.keys.gateway_api_key

    @property
    def temporal_address(self) -> str:
        return self.recorded.temporal_address

    @property
    def temporal_namespace(self) -> str:
        return self.recorded.temporal_namespace

    @property
    def temporal_ui_url(self) -> str:
        return self.recorded.urls["temporal_ui"]

    @property
    def pids(self) -> dict[str, int]:
        """Of all that runs now, the supervisor's too."""
        everything = {"supervisor": self.recorded.supervisor} | self.recorded.processes
        return {name: process.pid for name, process in everything.items() if process.pid}


def load_state(state_dir: Path) -> StackState:
    """Raises StackIsNotRunning when there never was a stack here; see `is_up` for now."""
    layout = Layout(state_dir.absolute())
    try:
        keys = load_keys(layout.keys_file)
    except FileNotFoundError:
        raise StackIsNotRunning from None
    return StackState(layout, read_state(layout.state_file), keys)
