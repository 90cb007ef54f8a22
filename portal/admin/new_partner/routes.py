"""Makes a partner: a number that is free gets a name. All else is inherited until it is set."""

from fastapi.responses import Response

from contracts.message import PartnerId, PrintedLabel
from contracts.said import said
from contracts.settings import ChangePartnerSettings
from portal.web.forms import Form, FormIsWrong, Typed
from portal.web.page import Page, PageDep
from portal.web.pages import Pages

pages = Pages()
HERE = "/new-partner"


class PartnerForm(Form):
    number: PartnerId
    name: PrintedLabel


@pages.get(HERE, permission="partners")
async def new_partner(page: PageDep) -> Response:
    return _form(page, page.typed())


@pages.post(HERE, permission="partners")
async def make_partner(page: PageDep) -> Response:
    orders = page.services.orders
    try:
        form = await page.form(PartnerForm)
        partner = str(form.number)
        now = await orders.settings(partner)  # before the list, so that nobody comes in between
        there = {one.partner_id: one for one in (await orders.partners()).items}
        if (known := there.get(form.number)) is not None:
            taken = said("admin.partner.is_there", name=known.name, partner_id=form.number)
            raise await page.wrong("number", taken)
    except FormIsWrong as wrong:
        return _form(page, wrong.typed, 422)
    named = ChangePartnerSettings(display_name=form.name, expected_version=now.version)
    await orders.change_settings(partner, named)
    done = said("admin.partner.was_made", name=form.name, partner_id=form.number)
    return page.go("/new-staff", done)


def _form(page: Page, typed: Typed, status: int = 200) -> Response:
    return page.show("admin/new_partner/page.html", status=status, typed=typed)
