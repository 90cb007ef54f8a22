"""A new customer, and one that is changed. The provider's own backend may keep customers, too: what
it puts last holds."""

from typing import Annotated, Any

from fastapi.responses import Response
from pydantic import BeforeValidator, Field

from contracts.actors import MOST_LABELS, Category
from contracts.message import Id, Language, MailAddress, PartnerId, PrintedLabel, PrintedName
from contracts.orders import CustomerFields, CustomerIsThereAlready, CustomerView
from contracts.said import said
from portal.admin.customers.view import CATEGORIES, LANGUAGES, customer_path
from portal.admin.partners import partner_choices, sees_all
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.lists import choices
from portal.web.page import Page, PageDep
from portal.web.pages import Pages
from portal.web.viewers import viewer
from wording.refusals import detail_of

pages = Pages()
FIELDS = set(CustomerFields.model_fields) - {"partner_id"}


def _lines(values: Any) -> Any:
    """Of a text that has a label in each."""
    lines = (line.strip() for value in values if isinstance(value, str) for line in _split(value))
    return list(dict.fromkeys(line for line in lines if line))


def _split(text: str) -> list[str]:
    return text.replace("\r", "\n").split("\n")


Labels = Annotated[list[PrintedLabel], BeforeValidator(_lines), Field(max_length=MOST_LABELS)]


class CustomerForm(Form):
    name: PrintedName
    email: MailAddress
    location: PrintedLabel | None = None
    category: Category = "person"
    labels: Labels = Field(default=[])
    language: Language | None = None


class NewCustomerForm(CustomerForm):
    number: Annotated[Id, Field(pattern=r"^[^./\x00-\x1f\x7f][^/\x00-\x1f\x7f]*$")]
    """What no address can hold as one of its parts is none."""
    partner_id: PartnerId | None = None


@pages.get("/new-customer", permission="decide")
async def new_customer(page: PageDep) -> Response:
    return await _new(page, page.typed(category="person"))


@pages.post("/new-customer", permission="decide")
async def add_customer(page: PageDep) -> Response:
    try:
        form = await page.form(NewCustomerForm)
        partner_id = page.account.partner_id or form.partner_id
        if partner_id is None:
            raise await page.wrong("partner_id", said("admin.customers.no_partner"))
        fields = CustomerFields(partner_id=partner_id, **form.model_dump(include=FIELDS))
        try:
            made = await page.services.orders.put_customer(form.number, fields, only_new=True)
        except CustomerIsThereAlready as refused:
            words = detail_of(refused, page.language, viewer())
            raise await page.wrong("number", said("others.words", words=words)) from refused
    except FormIsWrong as wrong:
        return await _new(page, wrong.typed, 422)
    return page.go(_path(page, made), said("admin.customers.was_made"))


@pages.get("/customers/{customer_id}/edit", permission="decide")
async def edit_customer(
    page: PageDep, customer_id: Id, partner_id: PartnerId | None = None
) -> Response:
    customer = await page.services.orders.customer(customer_id, partner_id=partner_id)
    typed = customer.model_dump(include=FIELDS) | {"labels": "\n".join(customer.labels)}
    return _edit(page, customer, page.typed(**{k: v or "" for k, v in typed.items()}))


@pages.post("/customers/{customer_id}/edit", permission="decide")
async def change_customer(
    page: PageDep, customer_id: Id, partner_id: PartnerId | None = None
) -> Response:
    customer = await page.services.orders.customer(customer_id, partner_id=partner_id)
    try:
        form = await page.form(CustomerForm)
    except FormIsWrong as wrong:
        return _edit(page, customer, wrong.typed, 422)
    fields = CustomerFields(partner_id=customer.partner_id, **form.model_dump(include=FIELDS))
    await page.services.orders.put_customer(customer_id, fields)
    return page.go(_path(page, customer), said("admin.customers.was_changed"))


async def _new(page: Page, typed: Typed, status: int = 200) -> Response:
    return page.show(
        "admin/customers/new.html",
        status=status,
        typed=typed,
        partners=await partner_choices(page),
        names_partner=sees_all(page),
        **_options(),
    )


def _edit(page: Page, customer: CustomerView, typed: Typed, status: int = 200) -> Response:
    return page.show(
        "admin/customers/edit.html",
        status=status,
        typed=typed,
        customer=customer,
        here=_path(page, customer, "/edit"),
        back=_path(page, customer),
        **_options(),
    )


def _options() -> dict[str, Any]:
    return {"categories": choices("customer_category", CATEGORIES), "languages": LANGUAGES}


def _path(page: Page, customer: CustomerView, part: str = "") -> str:
    return customer_path(page, customer.partner_id, customer.id, part)
