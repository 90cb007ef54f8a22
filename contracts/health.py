"""How a process says whether it can do its work. In English: it is for whoever runs the machine."""

from typing import Literal

from contracts.message import Message

CheckState = Literal["ok", "degraded", "broken"]
"""`degraded`: something does not work and a person must see to it, but whoever asks the process is
still served. `broken`: the process cannot do its work, so nobody should be sent to it."""


class Finding(Message):
    """What one check found."""

    check: str
    state: CheckState
    what: str = ""
    """What is wrong; empty while all is well."""
    fix: str = ""
    """What to do about it."""


class Health(Message):
    """What `/readyz` answers: with 503 when the process is not ready."""

    status: Literal["ready", "degraded", "not ready"]
    checks: list[Finding] = []
    """All of them, in a fixed order."""

    @property
    def troubles(self) -> list[Finding]:
        return [finding for finding in self.checks if finding.state != "ok"]
