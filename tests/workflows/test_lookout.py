"""The watch over lost workflows goes on, whatever it meets."""

import asyncio
from typing import cast

import pytest
from temporalio.client import Client

from clients.system.services import SystemServices
from workflows import lookout
from workflows.lookout import Lookout


class OddLookout(Lookout):
    """Meets what nobody foresaw, then sees clearly."""

    def __init__(self) -> None:
        super().__init__(cast(Client, None), cast(SystemServices, None))
        self.looks = 0
        self.saw = asyncio.Event()

    async def look(self) -> list[str]:
        self.looks += 1
        if self.looks == 1:
            raise IndexError("no such part")
        self.saw.set()
        return []


async def test_what_nobody_foresaw_ends_no_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookout, "LOOK_EVERY_SECONDS", 0.0)
    odd = OddLookout()
    watching = asyncio.create_task(odd.keep_looking())
    await asyncio.wait_for(odd.saw.wait(), 10)
    watching.cancel()
    with pytest.raises(asyncio.CancelledError):
        await watching
