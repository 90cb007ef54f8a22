"""Messages of every service's outbox that do not get through: told, as a person has to solve it."""

from collections.abc import AsyncIterator

from clients.operations import OperatedServiceClient
from clients.system.services import SystemServices
from contracts.operations import StuckMessage
from contracts.problems import Problem
from contracts.reconciliation import Finding

MOST_A_SERVICE = 1_000


async def compare_messages(services: SystemServices) -> list[Finding]:
    """One finding a message; of very many the newest. A service that does not answer is told of,
    and holds nothing up. (The catalog has no outbox.)"""
    findings: list[Finding] = []
    for client in (services.orders, services.payments, services.notifications):
        try:
            findings += [_finding(client.audience, m) async for m in _stuck(client)]
        except Problem as problem:
            findings.append(_unread(client.audience, problem))
    return findings


async def _stuck(client: OperatedServiceClient) -> AsyncIterator[StuckMessage]:
    count, cursor = 0, None
    while count < MOST_A_SERVICE:
        page = await client.stuck_messages(cursor=cursor, limit=200)
        for message in page.items:
            yield message
        count, cursor = count + len(page.items), page.next_cursor
        if cursor is None:
            return


def _unread(service: str, problem: Problem) -> Finding:
    detail = f"The messages of {service} could not be read: {problem.detail}"[:1_000]
    return Finding(kind="not_compared", subject=f"messages/{service}", detail=detail)


def _finding(service: str, message: StuckMessage) -> Finding:
    words = (
        f"Message {message.id} of {service}, since {message.stuck_since:%Y-%m-%d %H:%M} UTC,"
        f" {message.attempts} tries: {message.last_error or 'never tried'}"
    )
    return Finding(
        kind="message_overdue" if message.state == "overdue" else "message_quarantined",
        subject=f"{service}/{message.topic}/{message.key}"[:200],
        detail=words[:1_000],
    )
