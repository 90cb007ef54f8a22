"""Many who write at once: each request is kept once, counted once, and no state is lost."""

import asyncio

import pytest

from contracts.problems import RequestIsInFlight
from contracts.tickets import ChangeTicket, ReplyToTicket, TicketView
from tests.services.notifications.talking import HELLO, LINE_IS_DOWN, As, opened_by_carl
from tests.services.notifications.world import OPERATOR, admin, customer, key

pytestmark = pytest.mark.engines
MANY = 20


async def test_one_key_opens_one_ticket(acting: As, partner_id: int) -> None:
    carl, same = acting(customer(partner_id)), key()
    asked = [carl.open_ticket(LINE_IS_DOWN, key=same) for _ in range(MANY)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    opened = [answer for answer in answers if isinstance(answer, TicketView)]
    others = [answer for answer in answers if not isinstance(answer, TicketView)]
    assert all(isinstance(other, RequestIsInFlight) for other in others), others
    [ticket] = (await carl.tickets()).items
    assert {answer.id for answer in opened} == {ticket.id}
    assert ticket.message_count == 1
    assert (await carl.open_ticket(LINE_IS_DOWN, key=same)).id == ticket.id


async def test_each_of_many_answers_is_kept_and_unread_to_the_others(
    acting: As, partner_id: int
) -> None:
    ticket_id = (await opened_by_carl(acting, partner_id)).id
    carl, ada = acting(customer(partner_id)), acting(admin(partner_id))
    from_each = MANY // 2
    said = [ReplyToTicket(body=f"{n}") for n in range(MANY)]
    writers = [carl, ada] * from_each
    await asyncio.gather(
        *(who.reply(ticket_id, words, key=key()) for who, words in zip(writers, said, strict=True))
    )
    seen = await ada.ticket(ticket_id)
    assert sorted(int(message.body) for message in seen.messages[1:]) == list(range(MANY))
    assert seen.message_count == MANY + 1
    assert seen.unread_count == from_each + 1
    assert (await carl.ticket(ticket_id)).unread_count == from_each
    assert (await acting(OPERATOR).ticket(ticket_id)).unread_count == MANY + 1
    middle = seen.messages[MANY // 2]
    later = [one for one in seen.messages[MANY // 2 + 1 :] if one.author != "customer/carl"]
    marks = [seen.messages[1].id, middle.id, seen.messages[2].id] * 3
    await asyncio.gather(*(carl.mark_ticket_read(ticket_id, mark) for mark in marks))
    assert (await carl.ticket(ticket_id)).unread_count == len(later)


async def test_one_key_answers_once(acting: As, partner_id: int) -> None:
    ticket_id = (await opened_by_carl(acting, partner_id)).id
    ada, same = acting(admin(partner_id)), key()
    asked = [ada.reply(ticket_id, HELLO, key=same) for _ in range(MANY)]
    answers = await asyncio.gather(*asked, return_exceptions=True)
    refused = [answer for answer in answers if not isinstance(answer, TicketView)]
    assert all(isinstance(answer, RequestIsInFlight) for answer in refused), refused
    assert (await ada.ticket(ticket_id)).message_count == 2
    assert (await acting(customer(partner_id)).ticket(ticket_id)).unread_count == 1


async def test_an_answer_that_meets_a_closing_is_kept_whichever_comes_first(
    acting: As, partner_id: int
) -> None:
    carl, ada = acting(customer(partner_id)), acting(admin(partner_id))
    for _ in range(MANY):
        ticket_id = (await opened_by_carl(acting, partner_id)).id
        await asyncio.gather(
            carl.reply(ticket_id, HELLO, key=key()),
            ada.change_ticket(ticket_id, ChangeTicket(state="resolved")),
        )
        seen = await ada.ticket(ticket_id)
        _, second, third = seen.messages
        is_answered_last = third.body == HELLO.body
        assert HELLO.body in (second.body, third.body)
        assert seen.state == ("waiting_on_agent" if is_answered_last else "resolved")
        if not is_answered_last:
            await carl.reply(ticket_id, HELLO, key=key())
            assert (await ada.ticket(ticket_id)).state == "waiting_on_agent"


async def test_many_who_open_it_again_note_one_change(acting: As, partner_id: int) -> None:
    ticket_id = (await opened_by_carl(acting, partner_id)).id
    ada = acting(admin(partner_id))
    await ada.change_ticket(ticket_id, ChangeTicket(state="resolved"))
    again = ChangeTicket(state="work_in_progress")
    await asyncio.gather(*(ada.change_ticket(ticket_id, again) for _ in range(MANY)))
    seen = await ada.ticket(ticket_id)
    assert (seen.state, seen.message_count) == ("work_in_progress", 3)
