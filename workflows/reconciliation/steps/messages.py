"""Messages of every service's outbox that do not get through: reported, for a person to solve."""

from clients.operations import OperatedServiceClient, services_with_messages
from clients.system.services import SystemServices
from contracts.operations import StuckMessage
from contracts.problems import Problem
from contracts.reconciliation import Finding

MOST_A_SERVICE = 1_000


async def compare_messages(services: SystemServices) -> list[Finding]:
    """One finding a message; of very many the newest. A service that does not answer is reported,
    and holds nothing up."""
    findings: list[Finding] = []
    for name, client in services_with_messages(services).items():
        try:
            findings += await _stuck(name, client)
        except Problem as problem:
            findings.append(_unread(name, problem))
    return findings


async def _stuck(name: str, client: OperatedServiceClient) -> list[Finding]:
    findings: list[Finding] = []
    async for message in client.every_stuck_message():
        findings.append(_finding(name, message))
        if len(findings) == MOST_A_SERVICE:
            break
    return findings


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
