"""Linked methods at Stripe: one Stripe customer for each of ours, although its search lags."""

from dataclasses import replace

from chassis.ids import new_id
from contracts.said import said
from tests.services.payments.gateways.asking import checkout, id_of
from tests.services.payments.gateways.stripe.gateway_under_test import (
    StripeUnderTest,
    stripe_under_test,
)

BACK = "https://portal.example/methods"


async def test_two_processes_make_one_stripe_customer_while_the_search_lags(
    stripes: StripeUnderTest,
) -> None:
    stripes.account.is_indexed = False
    customer_id = new_id("cus")
    async with stripe_under_test(api_base=stripes.wire.url) as other:
        await stripes.gateway.link_page(customer_id, BACK)
        await other.gateway.link_page(customer_id, BACK)
    assert len(stripes.account.all("customer")) == 1


async def test_a_stripe_customer_is_found_when_the_key_that_made_it_is_forgotten(
    stripes: StripeUnderTest,
) -> None:
    customer_id = new_id("cus")
    await stripes.link(await stripes.gateway.link_page(customer_id, BACK))
    await stripes.forget_keys()
    async with stripe_under_test(api_base=stripes.wire.url) as other:
        [method] = await other.gateway.linked_methods(customer_id)
        await other.gateway.link_page(customer_id, BACK)
    assert method.label == said("method.card", brand="Visa", last_digits="4242")
    assert len(stripes.account.all("customer")) == 1


async def test_a_card_is_expired_after_its_last_month(stripes: StripeUnderTest) -> None:
    customer_id = new_id("cus")
    page = await stripes.gateway.link_page(customer_id, BACK)
    stripes.account.link_card(page.rpartition("/")[2], exp_year=2020)
    [method] = await stripes.gateway.linked_methods(customer_id)
    assert method.is_expired


async def test_stripe_learns_nothing_of_a_customer_but_its_id(stripes: StripeUnderTest) -> None:
    customer_id = new_id("cus")
    await stripes.gateway.link_page(customer_id, BACK)
    [customer] = stripes.account.all("customer")
    assert customer["metadata"] == {"turnup_customer": customer_id}


async def test_the_page_of_a_payment_by_a_linked_method_is_the_customers(
    stripes: StripeUnderTest,
) -> None:
    plain = checkout(stripes)
    await stripes.link(await stripes.gateway.link_page(plain.customer_id, BACK))
    [method] = await stripes.gateway.linked_methods(plain.customer_id)
    payment = await stripes.gateway.open_checkout(replace(plain, linked_method=method.id))
    [customer] = stripes.account.all("customer")
    session = stripes.account.get(id_of(payment), "checkout.session")
    assert session["customer"] == customer["id"]
    guest = stripes.account.get(
        id_of(await stripes.gateway.open_checkout(checkout(stripes))), "checkout.session"
    )
    assert guest["customer"] is None


async def test_nothing_is_linked_any_more_when_the_stripe_customer_was_deleted(
    stripes: StripeUnderTest,
) -> None:
    customer_id = new_id("cus")
    await stripes.link(await stripes.gateway.link_page(customer_id, BACK))
    [customer] = stripes.account.all("customer")
    del stripes.account.objects[customer["id"]]
    assert await stripes.gateway.linked_methods(customer_id) == []
