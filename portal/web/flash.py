"""What one page has to say on the next one: signed, in a cookie, for a few minutes."""

from dataclasses import dataclass
from typing import Literal, get_args

from fastapi import Request, Response

from contracts.said import LONGEST_FACT, Said
from portal.web.context import PortalContext
from portal.web.secrets import MESSAGE_SECONDS
from portal.web.viewers import viewer
from wording.telling import words

Kind = Literal["success", "info", "warning", "error"]
KINDS: tuple[Kind, ...] = get_args(Kind)
MOST_WORDS = 1_500
"""A cookie holds no more."""


@dataclass(frozen=True)
class Flash:
    kind: Kind
    text: str


def kept_flash(context: PortalContext, response: Response, message: Said, kind: Kind) -> None:
    facts = {
        name: fact[:MOST_WORDS] if isinstance(fact, str) else fact
        for name, fact in message.facts.items()
    }
    signed = context.signer.sign([kind, message.code, facts])
    context.cookies.write(response, "flash", signed, seconds=MESSAGE_SECONDS)


def take_flash(context: PortalContext, request: Request) -> Flash | None:
    """None too for what does not read as ours."""
    found = context.signer.read(context.cookies.read(request, "flash"))
    match found:
        case [str(given), str(code), dict(facts)]:
            said = Said(code=code, facts=facts)
            kind = next((known for known in KINDS if known == given), None)
            return kind and Flash(kind, words(said, viewer())[:LONGEST_FACT])
    return None
