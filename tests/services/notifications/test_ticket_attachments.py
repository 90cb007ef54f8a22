"""Files travel with messages: visible as they are, bounded, and never shown in place."""

import base64
from collections.abc import Callable
from typing import Any

import httpx2 as httpx
import pytest
from pydantic import SecretStr

from contracts.actors import Actor
from contracts.attachments import (
    LARGEST_FILE_BYTES,
    LARGEST_MESSAGE_BODY_BYTES,
    LARGEST_TICKET_BYTES,
    FileIsNotAccepted,
    FilesAreTooLarge,
    WrittenFile,
)
from contracts.problems import ObjectIsNotFound
from contracts.tickets import ReplyToTicket
from tests.callers import signed_for
from tests.services.notifications.talking import HELLO, PICTURE, PNG, As, opened, opened_by_carl
from tests.services.notifications.world import CROWDED, admin, customer, key

pytestmark = pytest.mark.engines
WITH_PICTURE = ReplyToTicket(body="The box", files=[PICTURE])
Headers = Callable[[Actor], dict[str, str]]


@pytest.fixture
def headers(token_keys: dict[str, SecretStr]) -> Headers:
    def make(actor: Actor) -> dict[str, str]:
        bearer = f"Bearer {signed_for(token_keys, 'notifications', actor)}"
        return {"Authorization": bearer, "Idempotency-Key": key()}

    return make


async def test_a_file_comes_with_its_message_and_is_read_by_both_sides(
    acting: As, partner_id: int
) -> None:
    ticket = await opened_by_carl(acting, partner_id, files=[PICTURE])
    [file] = ticket.messages[0].attachments
    assert (file.name, file.media_type, file.size_bytes) == ("box.png", "image/png", len(PNG))
    for reader in (customer(partner_id), admin(partner_id)):
        assert await acting(reader).attachment(ticket.id, file.id) == PNG
        assert await acting(reader).attachment(ticket.id, file.id, name=file.name) == PNG
        with pytest.raises(ObjectIsNotFound):
            await acting(reader).attachment(ticket.id, file.id, name=f"x{file.name}")
        seen = await acting(reader).ticket_messages(ticket.id)
        assert seen.items[0].attachments == [file]


async def test_files_keep_their_order(acting: As, partner_id: int) -> None:
    names = [f"{n}.png" for n in (3, 1, 2, 10, 5, 4, 7, 6, 9, 8)]
    files = [WrittenFile(name=name, content=PNG) for name in names]
    ticket = await opened_by_carl(acting, partner_id, files=files)
    assert [file.name for file in ticket.messages[0].attachments] == names


async def test_what_belongs_to_a_note_or_to_others_is_not_there(
    acting: As, partner_id: int
) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    note = ReplyToTicket(body="The box", files=[PICTURE], visibility="internal")
    noted = await acting(admin(partner_id)).reply(ticket_id, note, key=key())
    [inner] = noted.messages[-1].attachments
    written = await acting(customer(partner_id)).reply(ticket_id, WITH_PICTURE, key=key())
    [outer] = written.messages[-1].attachments
    assert inner.id not in written.model_dump_json()
    other_id = (await opened_by_carl(acting, partner_id)).id
    for reader, ticket, file in (
        (customer(partner_id), ticket_id, inner),
        (customer(partner_id, "cora"), ticket_id, outer),
        (customer(9), ticket_id, outer),
        (admin(9), ticket_id, inner),
        (admin(partner_id), other_id, outer),
    ):
        with pytest.raises(ObjectIsNotFound):
            await acting(reader).attachment(ticket, file.id)
    assert await acting(admin(partner_id)).attachment(ticket_id, inner.id) == PNG


async def test_it_is_saved_and_never_shown(
    acting: As, raw: httpx.AsyncClient, headers: Headers, partner_id: int
) -> None:
    named = WrittenFile(name='../Straße "1".png', content=PNG)
    ticket = await opened_by_carl(acting, partner_id, files=[named])
    path = f"/v1/tickets/{ticket.id}/attachments/{ticket.messages[0].attachments[0].id}"
    answer = await raw.get(path, headers=headers(customer(partner_id)))
    assert answer.content == PNG
    told = {name: answer.headers[name] for name in SAVED}
    assert told == SAVED


SAVED = {
    "content-type": "image/png",
    "content-disposition": 'attachment; filename="Stra_e _1_.png";'
    " filename*=UTF-8''Stra%C3%9Fe%20_1_.png",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "cache-control": "private, no-store",
}


async def test_nothing_is_kept_of_what_is_refused(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    carl = acting(customer(partner_id))
    before = await carl.ticket(ticket_id)
    svg = WrittenFile(name="a.png", content=b"<svg onload=alert(1)>")
    large = WrittenFile(name="a.png", content=PNG.ljust(LARGEST_FILE_BYTES, b"0"))
    with pytest.raises(FileIsNotAccepted):
        await carl.reply(ticket_id, ReplyToTicket(body="x", files=[PICTURE, svg]), key=key())
    with pytest.raises(FilesAreTooLarge):
        await carl.reply(
            ticket_id, ReplyToTicket(body="x", files=[large, large, PICTURE]), key=key()
        )
    assert await carl.ticket(ticket_id) == before
    same = key()
    with pytest.raises(FileIsNotAccepted):
        await carl.reply(ticket_id, ReplyToTicket(body="x", files=[svg]), key=same)
    await carl.reply(ticket_id, WITH_PICTURE, key=same)


@pytest.mark.parametrize(
    ("files", "status"),
    [
        ([{"name": "a.png", "content": base64.b64encode(PNG).decode()}], 201),
        ([{"name": "a.png", "content": "no base64!"}], 422),
        ([{"name": "a.png", "content": ""}], 422),
        ([{"name": "a.png", "content": "A" * (LARGEST_FILE_BYTES * 4 // 3 + 8)}], 422),
        ([{"name": "a.png", "content": base64.b64encode(PNG).decode()}] * 11, 422),
        ([{"name": "a" * 201, "content": base64.b64encode(PNG).decode()}], 422),
        ([{"name": "a.png", "content": base64.b64encode(PNG).decode(), "type": "x"}], 422),
        ([{"name": "a.png", "content": "A" * LARGEST_MESSAGE_BODY_BYTES}], 413),
    ],
)
async def test_what_cannot_be_a_file_is_refused_at_the_door(
    acting: As,
    raw: httpx.AsyncClient,
    headers: Headers,
    files: list[dict[str, Any]],
    status: int,
) -> None:
    ticket_id, _ = await opened(acting, CROWDED)
    answer = await raw.post(
        f"/v1/tickets/{ticket_id}/messages",
        json={"body": "x", "files": files},
        headers=headers(customer(CROWDED)),
    )
    assert answer.status_code == status
    count = (await acting(customer(CROWDED)).ticket(ticket_id)).message_count
    assert count == (2 if status == 201 else 1)


async def test_a_ticket_holds_so_much_and_no_more(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    carl = acting(customer(partner_id))
    large = WrittenFile(name="a.png", content=PNG.ljust(LARGEST_FILE_BYTES, b"0"))
    two = ReplyToTicket(body="x", files=[large, large])
    for _ in range(LARGEST_TICKET_BYTES // LARGEST_FILE_BYTES // 2):
        await carl.reply(ticket_id, two, key=key())
    with pytest.raises(FilesAreTooLarge):
        await carl.reply(ticket_id, WITH_PICTURE, key=key())
    assert (await carl.reply(ticket_id, HELLO, key=key())).message_count == 7


async def test_a_repeated_message_keeps_its_files_once(acting: As, partner_id: int) -> None:
    ticket_id, _ = await opened(acting, partner_id)
    carl, same = acting(customer(partner_id)), key()
    first = await carl.reply(ticket_id, WITH_PICTURE, key=same)
    assert await carl.reply(ticket_id, WITH_PICTURE, key=same) == first
    assert len((await carl.ticket(ticket_id)).messages[-1].attachments) == 1
