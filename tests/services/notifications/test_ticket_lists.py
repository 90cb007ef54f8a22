"""Lists of tickets: newest activity first, narrowed, searched, and with what is unread."""

from typing import Any

import pytest

from contracts.notifications import NotifiedLine
from contracts.problems import ActionIsNotAllowed, CursorIsInvalid, ObjectIsNotFound
from contracts.tickets import LONGEST_EXCERPT, MESSAGES_AT_ONCE, ChangeTicket, ReplyToTicket
from tests.services.notifications.talking import HELLO, NOTE, As, opened, opened_by_carl
from tests.services.notifications.world import (
    CROWDED,
    OPERATOR,
    WORKER,
    admin,
    customer,
    happened,
    key,
)

pytestmark = pytest.mark.engines


async def ids(acting: As, actor: Any, **narrowed: Any) -> list[str]:
    return [ticket.id for ticket in (await acting(actor).tickets(**narrowed)).items]


async def test_the_newest_activity_comes_first_for_each_side(acting: As, partner_id: int) -> None:
    carl, ada = customer(partner_id), admin(partner_id)
    first, second, third = [(await opened_by_carl(acting, partner_id)).id for _ in range(3)]
    await acting(ada).reply(first, HELLO, key=key())
    assert await ids(acting, carl) == [first, third, second]
    await acting(ada).reply(second, NOTE, key=key())
    assert await ids(acting, ada) == [second, first, third]
    assert await ids(acting, carl) == [first, third, second], "a note is no activity to it"
    page = await acting(ada).tickets(limit=2)
    await acting(ada).reply(third, HELLO, key=key())
    rest = await acting(ada).tickets(limit=2, cursor=page.next_cursor)
    assert ([one.id for one in page.items], rest.items) == ([second, first], [])
    assert await ids(acting, ada) == [third, second, first]


@pytest.mark.parametrize("cursor", ["!", "YWJj", "LTE", "MTIzNDU2Nzg5MDEyMzQ1Njc4OTA"])
async def test_a_made_up_cursor_is_refused(acting: As, cursor: str) -> None:
    ticket_id, _ = await opened(acting, CROWDED)
    with pytest.raises(CursorIsInvalid):
        await acting(admin(CROWDED)).tickets(cursor=cursor)
    with pytest.raises(CursorIsInvalid):
        await acting(admin(CROWDED)).ticket_messages(ticket_id, cursor=cursor)


async def test_staff_narrows_a_list(acting: As, partner_id: int) -> None:
    ada = admin(partner_id)
    plain, order_id = await opened(acting, partner_id)
    taken, _ = await opened(acting, partner_id, customer_id="cora")
    done = (await opened_by_carl(acting, partner_id)).id
    change = ChangeTicket(group="Field", priority="urgent", assignee="ada")
    await acting(ada).change_ticket(taken, change)
    await acting(ada).change_ticket(done, ChangeTicket(state="resolved", assignee="olga"))
    for narrowed, expected in (
        ({"state": ["waiting_on_agent"]}, [taken, plain]),
        ({"state": ["new", "resolved"]}, [done]),
        ({"state": ["new"]}, []),
        ({"group": "Field"}, [taken]),
        ({"priority": "urgent"}, [taken]),
        ({"priority": "high"}, [done]),
        ({"assignee": "ada"}, [taken]),
        ({"assignee": ""}, [plain]),
        ({"customer_id": "carl"}, [done, plain]),
        ({"order_id": order_id}, [plain]),
        ({"state": ["resolved"], "assignee": "ada"}, []),
    ):
        assert await ids(acting, ada, **narrowed) == expected, narrowed
        everywhere = await ids(acting, OPERATOR, partner_id=partner_id, **narrowed)
        assert everywhere == expected, narrowed
        assert await ids(acting, OPERATOR, partner_id=9, **narrowed) == []


async def test_a_customer_learns_of_its_own_alone_and_nothing_of_the_staff(
    acting: As, partner_id: int
) -> None:
    await opened(acting, partner_id, customer_id="cora")
    mine, _ = await opened(acting, partner_id, ticket_assignee="ada")
    carl = customer(partner_id)
    assert await ids(acting, carl, customer_id="cora") == [mine]
    for narrowed in ({"assignee": "ada"}, {"assignee": ""}, {"group": "O"}, {"priority": "low"}):
        with pytest.raises(ActionIsNotAllowed):
            await ids(acting, carl, **narrowed)
    with pytest.raises(ObjectIsNotFound):
        await ids(acting, carl, partner_id=9)
    with pytest.raises(ObjectIsNotFound):
        await ids(acting, admin(partner_id), partner_id=9)


async def test_a_search_finds_words_names_subjects_and_ids(acting: As, partner_id: int) -> None:
    ada, carl = admin(partner_id), customer(partner_id)
    named, order_id = await opened(acting, partner_id, customer_name="Dörte 100%_Sure")
    spoken = (await opened_by_carl(acting, partner_id, subject="Router", body="Es blinkt rot")).id
    await acting(ada).reply(spoken, NOTE, key=key())
    for q, for_staff, for_carl in (
        ("dört", [named], [named]),
        ("100%_", [named], [named]),
        ("100%x", [], []),
        ("oute", [spoken], [spoken]),
        ("fibre 1", [named], [named]),
        ("blink ro", [spoken], [spoken]),
        ("rot blau", [], []),
        ("check the li", [spoken], []),
        (order_id, [named], [named]),
        (spoken, [spoken], [spoken]),
        ("'); --", [], []),
        ("%", [named], [named]),
        ("\\", [], []),
    ):
        assert await ids(acting, ada, q=q) == for_staff, q
        assert await ids(acting, carl, q=q) == for_carl, q
        assert await ids(acting, admin(9), q=q) == [], q


async def test_a_search_finds_products_by_each_title_as_it_is_written(
    acting: As, partner_id: int
) -> None:
    titles = ['Rack 19"', "C:\\Box", "Überspannung"]
    line = NotifiedLine(item_id="itm_1", title="x", quantity=1, gross_minor=1)
    lines = [line.model_copy(update={"title": title}) for title in titles]
    of_three, _ = await opened(acting, partner_id, lines=lines)
    of_one, _ = await opened(acting, partner_id)
    await opened_by_carl(acting, partner_id)
    for q in ('19"', "c:\\b", "überspannung", *titles):
        assert await ids(acting, admin(partner_id), q=q) == [of_three], q
    for q in ('", "', '["', "\\u00dc", '\\"'):
        assert await ids(acting, admin(partner_id), q=q) == [], q
    assert await ids(acting, admin(partner_id), q="fibre 100") == [of_one]


async def test_each_reader_has_a_mark_of_its_own(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    ada, carl = acting(admin(partner_id)), acting(customer(partner_id))
    answered = await ada.reply(ticket_id, HELLO, key=key())
    await ada.reply(ticket_id, NOTE, key=key())
    opening, answer = answered.messages
    assert (await carl.ticket(ticket_id)).unread_count == 2
    assert (await ada.ticket(ticket_id)).unread_count == 1, "what it wrote itself is read"
    assert (await acting(OPERATOR).ticket(ticket_id)).unread_count == 3
    await carl.mark_ticket_read(ticket_id, answer.id)
    await carl.mark_ticket_read(ticket_id, opening.id)
    assert (await carl.ticket(ticket_id)).unread_count == 0, "a mark never goes back"
    assert (await carl.tickets(unread=True)).items == []
    await ada.mark_ticket_read(ticket_id, opening.id)
    assert (await ada.tickets(unread=True)).items == []
    replied = await carl.reply(ticket_id, HELLO, key=key())
    assert replied.unread_count == 0
    [unread] = (await ada.tickets(unread=True)).items
    assert (unread.id, unread.unread_count) == (ticket_id, 1)
    assert (await acting(OPERATOR).ticket(ticket_id)).unread_count == 4


async def test_a_mark_is_set_at_a_message_that_the_reader_sees(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    other = await opened_by_carl(acting, partner_id)
    noted = await acting(admin(partner_id)).reply(ticket_id, NOTE, key=key())
    for message_id in (noted.messages[-1].id, other.messages[0].id, "msg_1"):
        with pytest.raises(ObjectIsNotFound):
            await acting(customer(partner_id)).mark_ticket_read(ticket_id, message_id)


async def test_a_list_shows_the_last_message_in_short(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    long = ReplyToTicket(body="x" * 5_000)
    await acting(admin(partner_id)).reply(ticket_id, long, key=key())
    await acting(admin(partner_id)).reply(ticket_id, NOTE, key=key())
    [mine] = (await acting(customer(partner_id)).tickets()).items
    assert mine.last_message is not None
    assert (mine.last_message.body, mine.message_count) == ("x" * LONGEST_EXCERPT, 2)
    [theirs] = (await acting(admin(partner_id)).tickets()).items
    assert theirs.last_message is not None
    assert (theirs.last_message.body, theirs.message_count) == (NOTE.body, 3)


async def test_a_long_ticket_is_read_from_its_end(acting: As, partner_id: int) -> None:
    ticket_id, order_id = await opened(acting, partner_id)
    told = [
        happened("start_moved", partner_id, order_id=order_id, key=f"{order_id}/{n}", reason=f"{n}")
        for n in range(MESSAGES_AT_ONCE + 20)
    ]
    for start in range(0, len(told), 10):
        await acting(WORKER).notify(*told[start : start + 10])
    carl = acting(customer(partner_id))
    ticket = await carl.ticket(ticket_id)
    assert ticket.message_count == len(told) + 1
    assert len(ticket.messages) == MESSAGES_AT_ONCE
    assert f"({len(told) - 1})" in ticket.messages[-1].body
    earlier = await carl.ticket_messages(ticket_id, cursor=ticket.earlier_cursor)
    seen = [*earlier.items[::-1], *ticket.messages]
    assert (len(seen), earlier.next_cursor) == (ticket.message_count, None)
    assert len({message.id for message in seen}) == len(seen)
    assert ticket.unread_count == len(seen)


async def test_what_is_unread_is_counted_and_the_newest_shown(acting: As, partner_id: int) -> None:
    carl, ada = customer(partner_id), admin(partner_id)
    tickets = [(await opened_by_carl(acting, partner_id)).id for _ in range(5)]
    assert (await acting(carl).unread_tickets()).count == 0
    for count, ticket_id in enumerate(tickets, start=1):
        await acting(ada).reply(ticket_id, HELLO, key=key())
        assert (await acting(carl).unread_tickets()).count == count
    await acting(ada).change_ticket(tickets[0], ChangeTicket(hidden=True))
    await acting(ada).reply(tickets[1], NOTE, key=key())
    unread = await acting(carl).unread_tickets()
    assert unread.count == 4
    assert [one.id for one in unread.newest] == tickets[:1:-1]
    read = unread.newest[0]
    assert read.last_message is not None
    await acting(carl).mark_ticket_read(read.id, read.last_message.id)
    assert (await acting(carl).unread_tickets()).count == 3
