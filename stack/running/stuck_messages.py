"""Reads the messages that do not get through, over all services of a running stack."""

from clients.operations import OperatedServiceClient
from contracts.operations import StuckMessage
from stack.running.connection import Connection


def services_with_messages(connection: Connection) -> dict[str, OperatedServiceClient]:
    services = connection.operator
    return {
        "orders": services.orders,
        "payments": services.payments,
        "notifications": services.notifications,
    }


async def stuck_messages(connection: Connection) -> list[tuple[str, StuckMessage]]:
    """All of them, each with the name of its service."""
    found: list[tuple[str, StuckMessage]] = []
    for name, service in services_with_messages(connection).items():
        cursor = None
        while True:
            page = await service.stuck_messages(cursor=cursor, limit=200)
            found += [(name, message) for message in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
    return found
