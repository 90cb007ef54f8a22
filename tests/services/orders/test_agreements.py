"""What a customer agrees to with an order: the partner's terms of now, and the contract's summary,
which stays as it was."""

import pytest

from clients.system.orders import SystemOrders
from contracts.agreements import TermsAreNotAgreed
from contracts.orders import CustomerFields, OrderView, PlaceOrder
from contracts.problems import ObjectIsNotFound
from contracts.settings import ChangePartnerSettings, SettingsAreInconsistent
from tests.services.orders.world import OPERATOR, World, key

pytestmark = pytest.mark.engines
TERMS = "Fibre is shared.\n\nA month's notice."


async def say(world: World, **settings: object) -> None:
    await world.admin().change_settings(
        str(world.partner_id),
        ChangePartnerSettings.model_validate(settings),
    )


async def place(
    world: World, customer: SystemOrders, agreed: str | None, quote_id: str | None = None
) -> OrderView:
    quote_id = quote_id or await world.quote(customer)
    command = PlaceOrder(quote_id=quote_id, pay="on_request", agreed_terms=agreed)
    return (await customer.place_order(command, key=key())).order


async def test_without_terms_nothing_has_to_be_agreed_to(world: World) -> None:
    customer = await world.customer()
    assert (await customer.terms()).version is None
    assert (await customer.checkout_options()).terms_version is None
    order = await place(world, customer, None)
    assert (await customer.contract_summary(order.id)).terms_version is None


async def test_terms_have_to_be_agreed_to_as_they_are_now(world: World) -> None:
    customer = await world.customer()
    await say(world, terms_text=TERMS)
    first = await customer.terms()
    assert first.text == TERMS
    options, profile = await customer.checkout_options(), await customer.partner_profile()
    assert options.terms_version == profile.terms_version == first.version
    quote_id = await world.quote(customer)
    await say(world, terms_text=f"{TERMS}\n\nAnd a fee.")
    now = await customer.terms()
    for agreed in (None, first.version):
        with pytest.raises(TermsAreNotAgreed) as refused:
            await place(world, customer, agreed, quote_id)
        assert refused.value.facts["version"] == now.version
    order = await place(world, customer, now.version, quote_id)
    assert (await customer.contract_summary(order.id)).terms_version == now.version
    await say(world, terms_text=TERMS)
    again = await place(world, customer, now.version, quote_id)
    assert again.id == order.id, "what was ordered is not asked for again"


async def test_the_summary_stays_as_it_was_agreed(world: World) -> None:
    customer = await world.customer()
    await say(world, display_name="Lines", support_email="help@example.net", terms_text=TERMS)
    inside = await world.plan()
    plan = await world.plan(kind="bundle", title="All", component_ids=[inside], contract_months=24)
    quote_id = await world.quote(customer, plan)
    order = await place(world, customer, (await customer.terms()).version, quote_id)
    summary = await customer.contract_summary(order.id)

    await say(world, display_name="Other Lines", support_email="", terms_text="")
    renamed = CustomerFields(partner_id=world.partner_id, name="Cora", email="cora@example.net")
    await world.acting(OPERATOR).put_customer(order.customer_id, renamed)

    assert await customer.contract_summary(order.id) == summary
    assert (summary.provider.name, summary.provider.support_email) == ("Lines", "help@example.net")
    assert (summary.customer_name, summary.customer_email) == ("Carl", "carl@example.net")
    [line] = summary.lines
    assert (line.title, line.contract_months, line.price.gross_minor) == ("All", 24, 3_100)
    assert line.component_titles == ["Fibre 100"]
    assert summary.total.gross_minor == order.total_minor
    assert summary.agreed_by == f"customer/{order.customer_id}"
    assert summary.terms_text == TERMS


async def test_the_summary_is_in_the_language_that_its_customer_had(world: World) -> None:
    customer = await world.customer()
    order = await place(world, customer, None)
    fields = CustomerFields(partner_id=world.partner_id, name="Carl", email="carl@example.net")
    french = fields.model_copy(update={"language": "fr"})
    await world.acting(OPERATOR).put_customer(order.customer_id, french)
    later = await place(world, customer, None)
    languages = [(await customer.contract_summary(one.id)).language for one in (order, later)]
    assert languages == ["en", "fr"], "the first had none, and so got the partner's"


async def test_a_foreign_summary_is_not_there(world: World) -> None:
    order = await place(world, await world.customer(), None)
    with pytest.raises(ObjectIsNotFound):
        await (await world.customer()).contract_summary(order.id)
    assert (await world.admin().contract_summary(order.id)).order_id == order.id


async def test_the_order_button_and_legal_pages_are_the_partners(world: World) -> None:
    customer = await world.customer()
    shown = {
        "order_button_text": {"de": "Zahlungspflichtig bestellen"},
        "privacy_url": "https://example.net/privacy",
        "imprint_url": "https://example.net/imprint",
    }
    await say(world, **shown)
    profile = (await customer.partner_profile()).model_dump()
    assert {name: profile[name] for name in shown} == shown
    for wrong in (
        {"order_button_text": {"de": "Bestellen\nund zahlen"}},
        {"privacy_url": "https://somebody@example.net"},
        {"terms_text": "Hidden \u202e words"},
    ):
        with pytest.raises(SettingsAreInconsistent):
            await say(world, **wrong)
