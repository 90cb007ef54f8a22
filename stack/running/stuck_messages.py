"""Reads the messages that do not get through, over all services of a running stack."""

from clients.operations import services_with_messages
from contracts.operations import StuckMessage
from stack.running.connection import Connection


async def stuck_messages(connection: Connection) -> list[tuple[str, StuckMessage]]:
    """All of them, each with the name of its service."""
    return [
        (name, message)
        for name, service in services_with_messages(connection.operator).items()
        async for message in service.every_stuck_message()
    ]
