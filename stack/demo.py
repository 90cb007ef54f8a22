"""Plays all stories on the running stack through its public APIs, then reads every order back and
compares it with what it should be."""

from collections.abc import Callable
from string import ascii_lowercase

from rich.box import SIMPLE
from rich.table import Table

from clients.staff import StaffClient
from contracts.staff import STAFF_ROLES, StaffRole
from scenarios.expected import Expected, Outcome, differences, final_outcome
from scenarios.offerings import set_up
from scenarios.one_of_each import ONE_OF_EACH
from scenarios.patience import Patience, WaitedInVain
from scenarios.people import People
from scenarios.stories import STORIES
from scenarios.system import System
from scenarios.whole_life import a_whole_life
from stack.demo_login import Login, make_login
from stack.problems import StackProblem
from stack.running.connection import Connection
from stack.running.stack_state import StackState
from stack.staff_login import StaffLogin
from stack.staff_login import make_login as staff_login
from stack.terminal.lines import one_line
from stack.terminal.tables import Terminal, styled
from wording.telling import money

PATIENCE = Patience(seconds=30)
LETTERS = ascii_lowercase


async def play(state: StackState, terminal: Terminal) -> bool:
    """Whether every order ended as it should."""
    async with Connection.to(state) as connection:
        people = People(connection.http, connection.urls)
        system = System(
            people,
            await set_up(people.operator),
            PATIENCE,
            say=_sayer(terminal),
            link=connection.link,
        )
        terminal.print(f"Temporal UI: {connection.ui_url}/namespaces/turnup/workflows")
        try:
            return await _play(system, connection, terminal)
        except WaitedInVain as end:
            raise StackProblem(
                f"Waited {end.seconds:g} s in vain for {end.what}.",
                "See `./turnup status` and `./turnup logs`.",
            ) from None


async def _play(system: System, connection: Connection, terminal: Terminal) -> bool:
    expected = []
    for letter, story in zip(LETTERS, STORIES, strict=False):
        terminal.print()
        terminal.print(styled(f"({letter}) {(story.__doc__ or '').strip()}", "bold"))
        expected.append(await story(system))
    terminal.print()
    terminal.print(styled("One order in every other state", "bold"))
    expected += [await story(system) for story in ONE_OF_EACH]
    terminal.print()
    terminal.print(styled("One customer to whom everything has happened", "bold"))
    life = await a_whole_life(system)
    expected += life.expected
    login = await make_login(connection.portal, life.customer)
    of_staff = await _staff_logins(connection.staff, life.customer.partner_id)
    outcomes = [await final_outcome(system, one) for one in expected]
    is_right = _report(terminal, list(zip(expected, outcomes, strict=True)))
    _show_login(terminal, login)
    _show_staff(terminal, connection.staff.base_url, of_staff)
    terminal.print()
    terminal.print(f"Mails, with their links, are read at {connection.urls.notifications}/mailbox")
    return is_right


def _show_login(terminal: Terminal, login: Login) -> None:
    terminal.print()
    terminal.print(styled("The customer's portal", "bold"))
    terminal.print(f"  address   {login.address}")
    terminal.print(f"  e-mail    {one_line(login.email)}")
    terminal.print(f"  password  {login.password}")


async def _staff_logins(staff: StaffClient, partner_id: int) -> dict[StaffRole, StaffLogin]:
    """One of each role, anew in each demo."""
    return {
        role: await staff_login(
            staff,
            f"{role}@turnup.local",
            f"Demo {role.replace('_', ' ')}",
            role,
            partner_id if role == "partner_admin" else None,
        )
        for role in STAFF_ROLES
    }


def _show_staff(terminal: Terminal, address: str, logins: dict[StaffRole, StaffLogin]) -> None:
    terminal.print()
    terminal.print(styled("The admins' portal", "bold"))
    terminal.print(f"  address   {address}")
    for login in logins.values():
        terminal.print(f"  e-mail    {one_line(login.email)}")
        terminal.print(f"  password  {login.password}")


def _sayer(terminal: Terminal) -> Callable[[str], None]:
    return lambda line: terminal.print(f"  {one_line(line)}", soft_wrap=True)


def _report(terminal: Terminal, results: list[tuple[Expected, Outcome]]) -> bool:
    table = Table("", "order", "status", "services", "invoice", "credit note", "", box=SIMPLE)
    wrong: list[str] = []
    for letter, (expected, outcome) in zip(LETTERS, results, strict=False):
        found = differences(expected, outcome)
        wrong += [f"({letter}) {expected.order_id}: {what}" for what in found]
        order = f"…{expected.order_id[-6:]}"
        table.add_row(letter, order, *_cells(outcome), "✗" if found else "✓")
    terminal.print()
    terminal.print(table)
    for line in wrong:
        terminal.print(styled("✗", "red"), one_line(line))
    if not wrong:
        terminal.print(f"All {len(results)} orders are as they should be.")
    return not wrong


def _cells(outcome: Outcome) -> tuple[str, str, str, str]:
    services = "\n".join(
        f"{item.line.title}: {item.state.replace('_', ' ')}, {line.service}"
        for item, line in zip(outcome.order.items, outcome.lines(), strict=True)
    )
    invoices = "\n".join(
        f"{i.number or ''} {i.state} {money(i.amount.gross_minor, i.currency)}".strip()
        for i in outcome.invoices
    )
    notes = "\n".join(
        f"{n.number} {n.state.replace('_', ' ')} {money(n.amount.gross_minor, n.currency)}"
        for n in outcome.credit_notes
    )
    return outcome.order.status.replace("_", " "), services, invoices, notes
