"""What those are called who did something, on pages of the desk: staff as far as its reader may see
it, customers where the page knows them. Records and files keep as whom it was done."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fastapi.responses import Response

from contracts.actors import BY
from contracts.problems import Problem
from contracts.said import Told, said
from portal.admin.customer_names import Key, customer_names
from portal.identity.domain.proofs import email_key
from portal.identity.staff import Staff
from portal.web.page import Page
from portal.web.viewers import viewer
from wording.persons import STAFF, NameOf, called, people_in, told_with_people, with_people
from wording.refusals import detail_of
from wording.telling import words_of


@dataclass(frozen=True)
class Names:
    """Of all whom a page speaks of."""

    staff: Mapping[str, str] = field(default_factory=dict)
    """By address, in small letters."""
    customers: Mapping[Key, str] = field(default_factory=dict)

    def of(self, label: str | None, partner_id: int | None = None) -> str:
        """`partner_id`: whose customer it is, if it is one."""
        return called(label, self._name_of(partner_id)) if label else ""

    def customer(self, partner_id: int, customer_id: str) -> str:
        """By its id where there is no name."""
        return self.customers.get((partner_id, customer_id)) or customer_id

    def told(self, told: Told, partner_id: int | None = None) -> str:
        return told_with_people(told, self._name_of(partner_id), viewer())

    def refusal(self, refused: Problem) -> str:
        """Why something was not done, with who was faster."""
        facts = with_people(refused.facts, self._name_of(None))
        return words_of(refused.code, facts, viewer()) or detail_of(refused, viewer=viewer())

    def _name_of(self, partner_id: int | None) -> NameOf:
        def name_of(kind: str, its_id: str) -> str | None:
            if kind == "customer":
                return self.customers.get((partner_id or 0, its_id)) or None
            return self.staff.get(email_key(its_id))

        return name_of


async def people_of(
    page: Page, labels: Iterable[str | None], customers: Mapping[Key, str] | None = None
) -> Names:
    """In one read, whoever they are."""
    named = {part for label in labels if label for part in label.split(BY)}
    emails = {_email(one) for one in named}
    staff = Staff(page.context.identity.context)
    return Names(await staff.names(page.account, emails - {""}), customers or {})


class OfCustomer(Protocol):
    """What a row of a list has."""

    partner_id: int
    customer_id: str


async def customers_named(page: Page, rows: Iterable[OfCustomer]) -> Names:
    """Those whom the rows are of."""
    keys = ((one.partner_id, one.customer_id) for one in rows)
    return Names(customers=await customer_names(page, keys))


async def customers_among(page: Page, labels: Iterable[tuple[str, int | None]]) -> dict[Key, str]:
    """What customers among these are called, each label beside its partner: asked for where there
    are any."""
    keys = [
        (partner_id, label.split(BY)[0].removeprefix("customer/"))
        for label, partner_id in labels
        if partner_id is not None and label.startswith("customer/")
    ]
    return await customer_names(page, keys)


async def refusal_in_words(page: Page, refused: Problem) -> str:
    """With the names of who was faster."""
    names = await people_of(page, people_in(refused.facts))
    return names.refusal(refused)


async def refuse_by_name(page: Page, to: str, refused: Problem) -> Response:
    """To a page of ours, which says why something was not done, and who was faster."""
    words = await refusal_in_words(page, refused)
    return page.go(to, said("others.words", words=words), "error")


def _email(label: str) -> str:
    """Empty for who is none of the staff."""
    kind, between, its_id = label.partition("/")
    if not between:
        return kind
    return its_id if kind in STAFF else ""
