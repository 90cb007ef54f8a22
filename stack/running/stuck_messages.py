"""Reads the messages that do not get through, over all services of a running stack."""

from functools import partial

from clients.operations import OperatedServiceClient
from clients.pages import all_of
from contracts.message import Page
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
    return [
        (name, message)
        for name, service in services_with_messages(connection).items()
        async for message in all_of(partial(_page_of, service))
    ]


async def _page_of(service: OperatedServiceClient, cursor: str | None) -> Page[StuckMessage]:
    return await service.stuck_messages(cursor=cursor, limit=200)
