"""Messages of every service's outbox that do not get through: reported, for a person to solve."""

from clients.operations import OperatedServiceClient, services_with_messages
from clients.system.services import SystemServices
from contracts.operations import StuckMessage
from contracts.problems import Problem
from contracts.reconciliation import Finding
from contracts.said import said
from wording.refusals import said_of

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
    unread = said("reconciliation.messages_unread", service=service, refusal=said_of(problem))
    return Finding(kind="not_compared", subject=f"messages/{service}", detail=unread)


def _finding(service: str, message: StuckMessage) -> Finding:
    stuck = said(
        "reconciliation.message_stuck",
        message_id=message.id,
        service=service,
        stuck_at=message.stuck_since,
        count=message.attempts,
        error=message.last_error,
    )
    return Finding(
        kind="message_overdue" if message.state == "overdue" else "message_quarantined",
        subject=f"{service}/{message.topic}/{message.key}"[:200],
        detail=stuck,
    )
