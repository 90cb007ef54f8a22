"""Typed outbox messages: a topic says what a message of its name holds, for whoever writes it and
for whoever handles it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy.ext.asyncio import AsyncConnection

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

    def handled_by(self, act: Callable[[Payload], Awaitable[None]]) -> tuple[str, Handler]:
        """An entry of the outbox's handlers."""

        async def handle(message: OutboxMessage) -> None:
            await act(self.read(message))

        return self.name, handle

    def read(self, message: OutboxMessage) -> Payload:
        """What a message of this topic holds."""
        return self.payload.model_validate(message.payload)
