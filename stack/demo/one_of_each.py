"""Leaves one order in every state on the stack, so that there is something to look at."""

from datetime import timedelta

from stack.demo.acts import Stage
from stack.demo.expected import Expected, Line
from stack.demo.shelf import EAST, HASTY, WEST, Shelf
from stack.demo.stories import today


async def waits_for_payment(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Wanda", EAST)
    placed = await stage.order_at_once(customer, [shelf.fibre], pay=True)
    line = Line("awaiting_payment", "pending", None)
    return Expected("f", placed.order.id, "waiting_for_payment", [line], {"draft": 3_100})


async def payment_failed(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Fay", EAST)
    placed = await stage.order_at_once(customer, [shelf.fibre], pay=True)
    await stage.pay(customer, placed, "decline")
    line = Line("payment_failed", "pending", None)
    return Expected("g", placed.order.id, "waiting_for_payment", [line], {"draft": 3_100})


async def waits_for_approval_by_mail(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Mara", WEST)
    placed = await stage.order_at_once(customer, [shelf.fibre], pay=False)
    line = Line("awaiting_approval", "pending", None)
    return Expected("h", placed.order.id, "waiting_for_approval", [line], {})


async def waits_for_confirmation(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Cora", EAST)
    placed = await stage.order_at_once(customer, [shelf.router], pay=True)
    await stage.pay(customer, placed, "success")
    line = Line("awaiting_confirmation", "active", today())
    return Expected("i", placed.order.id, "waiting_for_approval", [line], {"paid": 7_900})


async def partly_approved_and_scheduled(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Paula", EAST)
    placed = await stage.order_at_once(customer, [shelf.fibre, shelf.voice], pay=False)
    later = today() + timedelta(days=10)
    await stage.approve(placed.order, 0, later)
    price = placed.order.items[0].line.period.gross_minor
    lines = [Line("scheduled", "pending", later), Line("awaiting_approval", "pending", None)]
    return Expected("j", placed.order.id, "partly_approved", lines, {"issued": price})


async def rejected(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Rita", EAST)
    placed = await stage.order_at_once(customer, [shelf.fibre], pay=False)
    await stage.reject(placed.order, 0, "There is no fibre in this street yet.")
    return Expected("k", placed.order.id, "rejected", [Line("rejected", "archived", None)], {})


async def cancelled(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Cleo", EAST)
    placed = await stage.order_at_once(customer, [shelf.fibre], pay=True)
    order_id = placed.order.id
    await customer.services.orders.cancel_order(order_id, key=f"demo/{order_id}/cancel")
    stage.say(f"{customer.id} cancels")
    return Expected(
        "l", order_id, "cancelled", [Line("cancelled", "archived", None)], {"void": 3_100}
    )


async def expired(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Ella", HASTY)
    placed = await stage.order_at_once(customer, [shelf.fibre], pay=False)
    stage.say("this partner's requests expire after two seconds, and nobody decides")
    return Expected("m", placed.order.id, "expired", [Line("expired", "archived", None)], {})


async def needs_attention(stage: Stage, shelf: Shelf) -> Expected:
    customer = await stage.cast.customer("Nina", EAST)
    placed = await stage.order_at_once(customer, [shelf.fibre], pay=True)
    await stage.pay(customer, placed, "wrong_amount")
    stage.say("the gateway captured another amount: it goes back by itself, and a person must look")
    line = Line("payment_failed", "pending", None)
    return Expected("n", placed.order.id, "needs_attention", [line], {"draft": 3_100})


ONE_OF_EACH = (
    waits_for_payment,
    payment_failed,
    waits_for_approval_by_mail,
    waits_for_confirmation,
    partly_approved_and_scheduled,
    rejected,
    cancelled,
    expired,
    needs_attention,
)
