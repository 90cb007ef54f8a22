"""Typed outbox messages: a topic says what a message of its name holds, for whoever writes it and
for whoever handles it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.expression import CTE

from chassis.outbox import Handler, Outbox, OutboxMessage
from contracts.message import Message

Payload = TypeVar("Payload", bound=Message)


@dataclass(frozen=True)
class Topic(Generic[Payload]):
    name: str
    payload: type[Payload]

    async def add(
        self, outbox: Outbox, connection: AsyncConnection, key: str, payload: Payload
    ) -> int:
        """The id of the message, written in the caller's transaction once per key."""
        return await outbox.add(connection, self.name, key, payload.model_dump(mode="json"))

    async def add_with(
        self,
        outbox: Outbox,
        connection: AsyncConnection,
        first: CTE,
        values: dict[str, Any],
        key: str,
        payload: Payload,
    ) -> int | None:
        """The same in one statement with `first`, which inserts a row, and only if it did."""
        message = (self.name, key, payload.model_dump(mode="json"))
        return await outbox.add_with(connection, first, values, message)

    def handled_by(self, act: Callable[[Payload], Awaitable[object]]) -> tuple[str, Handler]:
        """An entry of the outbox's handlers."""

        async def handle(message: OutboxMessage) -> None:
            await act(self.read(message))

        return self.name, handle

    def read(self, message: OutboxMessage) -> Payload:
        """What a message of this topic holds."""
        return self.payload.model_validate(message.payload)
