"""What every use case works with; made once by `build_app`."""

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from weakref import WeakValueDictionary

from chassis.context import SendingContext
from services.payments.gateways.registry import Gateways
from services.payments.receivers import Workflows

MOST_PAGE_WAITS = 200
"""At once in a process."""


class AwaitedPages:
    """Of orders for whose payment page somebody waits in this process."""

    def __init__(self) -> None:
        self._opened: WeakValueDictionary[str, asyncio.Event] = WeakValueDictionary()
        self.waits = asyncio.Semaphore(MOST_PAGE_WAITS)

    def of(self, order_id: str) -> asyncio.Event:
        """Set once the page was opened after this call."""
        return self._opened.setdefault(order_id, asyncio.Event())

    def note_opened(self, order_id: str) -> None:
        if opened := self._opened.pop(order_id, None):
            opened.set()


@dataclass(frozen=True, kw_only=True)
class Context(SendingContext):
    gateways: Gateways
    workflows: Workflows
    refused_webhooks: Counter[str] = field(default_factory=Counter)
    """By gateway, since the start."""
    awaited_pages: AwaitedPages = field(default_factory=AwaitedPages)
