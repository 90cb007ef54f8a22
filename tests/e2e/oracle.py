"""Says of the books what must never be, in words; reads and changes nothing itself.

One function an invariant; `violations` asks them all.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator

from contracts.decisions import OrderStatus
from contracts.workflow import order_workflow_id, refund_workflow_id
from services.orders.domain.status import order_status
from tests.e2e.books import Books, Row

OPEN: frozenset[OrderStatus] = frozenset(
    {"waiting_for_payment", "waiting_for_approval", "partly_approved", "needs_attention"}
)


def violations(books: Books) -> list[str]:
    return [f"{rule.__name__}: {found}" for rule in INVARIANTS for found in rule(books)]


def every_order_is_in_one_explainable_state(books: Books) -> Iterator[str]:
    """Its status follows from its items, and a workflow cares for it exactly while it is open."""
    items, flags = _by(books.items, "order_id"), _by(books.open_flags, "order_id")
    for order in books.orders:
        states, flagged = [i["state"] for i in items[order["id"]]], order["id"] in flags
        status = order_status(states, needs_attention=flagged)
        if status != order["status"]:
            yield f"{order['id']} says {order['status']} and is {status}"
        workflow = order_workflow_id(order["id"])
        if workflow not in books.known:
            yield f"{order['id']} has no workflow"
        elif (workflow in books.running) != (status in OPEN):
            yield f"{order['id']} is {status}, and its workflow does not fit that"


def every_change_has_an_actor_and_a_reason(books: Books) -> Iterator[str]:
    entries = _by(books.audit, "order_id")
    decided = Counter(e["item_id"] for e in books.audit if _is_of_a_decision(e))
    for order in books.orders:
        if "placed" not in {entry["action"] for entry in entries[order["id"]]}:
            yield f"nobody placed {order['id']}"
    for entry in books.audit:
        if not (entry["actor"].strip() and entry["reason"]["code"]):
            yield f"{entry['action']} of {entry['order_id']} has no actor or reason"
    for item, count in Counter(d["item_id"] for d in books.decisions).items():
        if decided[item] != count:
            yield f"{count} decisions on {item}, {decided[item]} in the audit"


def what_the_gateway_took_is_what_is_booked(books: Books) -> Iterator[str]:
    """Each charge is one payment of the same amount, one an invoice and attempt; so is a refund."""
    theirs = Counter((c.checkout_id, c.amount_minor, c.currency) for c in books.gateway.charges)
    ours = Counter(
        (p["gateway_payment_id"], p["amount_minor"], p["currency"]) for p in books.payments
    )
    for charge in theirs - ours:
        yield f"the gateway charged {charge}, and it is not booked"
    for payment in ours - theirs:
        yield f"{payment} is booked, and the gateway never charged it"
    attempts = Counter((p["invoice_id"], p["attempt"]) for p in books.payments)
    for attempt, count in attempts.items():
        if count > 1:
            yield f"{attempt} was captured {count} times"
    made = [r for r in books.refunds if r["state"] == "succeeded" and not r["by_hand_method"]]
    given = Counter(r["amount_minor"] for r in made)
    refunded = Counter(r.amount_minor for r in books.gateway.refunds if r.state == "succeeded")
    if given != refunded:
        yield f"refunds: {given} booked, {refunded} at the gateway"


def credit_is_given_once_and_never_too_much(books: Books) -> Iterator[str]:
    revisions = Counter((n["order_item_id"], n["revision"]) for n in books.credit_notes)
    for revision, count in revisions.items():
        if count > 1:
            yield f"{revision} was credited {count} times"
    credited = _sums(_in_force(books), "invoice_id", "gross_minor")
    for invoice in books.invoices:
        if credited[invoice["id"]] > invoice["gross_minor"]:
            yield f"{invoice['id']} is credited {credited[invoice['id']]}"
    captured = _sums(books.payments, "order_id", "amount_minor")
    for order, amount in _sums(books.refunds, "order_id", "amount_minor").items():
        if amount > captured[order]:
            yield f"{order} gets {amount} back of {captured[order]}"


def a_workflow_cares_for_every_refund_that_is_not_settled(books: Books) -> Iterator[str]:
    for refund in books.refunds:
        workflow = refund_workflow_id(refund["id"], refund["rounds"])
        if (workflow in books.running) != (refund["state"] == "pending"):
            yield f"{refund['id']} is {refund['state']}, and its workflow does not fit that"


def the_ledger_balances(books: Books) -> Iterator[str]:
    """Debits equal credits in every entry, and an account is what its documents say."""
    for entry, postings in _by(books.postings, "entry_id").items():
        if balance := sum(p["debit_minor"] - p["credit_minor"] for p in postings):
            yield f"entry {entry} is off by {balance}"
    charged = [i for i in books.invoices if i["state"] in ("issued", "paid")]
    due = _sums(charged, "customer_id", "gross_minor")
    due.subtract(_sums(books.payments, "customer_id", "amount_minor"))
    due.subtract(_sums(_in_force(books), "customer_id", "gross_minor"))
    given = [r for r in books.refunds if r["state"] == "succeeded"]
    due.update(_sums(given, "customer_id", "amount_minor"))
    accounts: Counter[str] = Counter()
    for posting in books.postings:
        if posting["account"].startswith("receivable/"):
            balance = posting["debit_minor"] - posting["credit_minor"]
            accounts[posting["customer_id"]] += balance
    for customer in due.keys() | accounts.keys():
        if due[customer] != accounts[customer]:
            yield f"{customer} owes {due[customer]}, the ledger says {accounts[customer]}"


def a_service_runs_exactly_when_it_is_paid_or_approved(books: Books) -> Iterator[str]:
    orders = {order["id"]: order for order in books.orders}
    services = {service["item_id"]: service["state"] for service in books.subscriptions}
    credited = _sums(_in_force(books), "order_item_id", "gross_minor")
    approved = {d["item_id"] for d in books.decisions if d["verdict"] == "approve"}
    for item in books.items:
        state, active = item["state"], services.get(item["id"]) == "active"
        granted = orders[item["order_id"]]["paid_on"] is not None or item["id"] in approved
        if active != (state in ("awaiting_confirmation", "approved")):
            yield f"{item['id']} is {state} with a service that is {services.get(item['id'])}"
        if active and not granted:
            yield f"{item['id']} is active, neither paid nor approved"
        charged = item["line"]["period"]["gross_minor"] + item["line"]["fee"]["gross_minor"]
        if active and 0 < charged <= credited[item["id"]]:
            yield f"{item['id']} is active and given back in full"


def everybody_is_told_once(books: Books) -> Iterator[str]:
    """Of each capture and each decision that took effect; and every mail has left, once."""
    told = Counter((n["key"].split("/")[1], n["key"].split("/")[-1]) for n in books.notifications)
    for order in books.orders:
        if order["paid_on"] and not told[order["id"], str(order["payment_attempt"])]:
            yield f"nobody was told of the payment of {order['id']}"
    for decision in books.decisions:
        if decision["applied_at"] and not told[decision["order_id"], decision["id"]]:
            yield f"nobody was told of {decision['id']}"
    for mail in books.mails:
        if mail["state"] != "sent":
            yield f"mail {mail['key']} is {mail['state']}"
    for key, count in Counter((m["key"], m["audience"]) for m in books.mails).items():
        if count > 1:
            yield f"{key} was mailed {count} times"


def nothing_is_stuck(books: Books) -> Iterator[str]:
    for row in books.undelivered:
        yield f"{row['service']} still has to deliver {row['topic']} {row['key']}"
    for row in books.unprocessed:
        yield f"webhook {row['event_id']} is not processed"
    for decision in books.decisions:
        if decision["applied_at"] is None:
            yield f"{decision['id']} never took effect"
    for workflow, reason in books.failing.items():
        yield f"{workflow}: {reason}"


INVARIANTS = (
    every_order_is_in_one_explainable_state,
    every_change_has_an_actor_and_a_reason,
    what_the_gateway_took_is_what_is_booked,
    credit_is_given_once_and_never_too_much,
    a_workflow_cares_for_every_refund_that_is_not_settled,
    the_ledger_balances,
    a_service_runs_exactly_when_it_is_paid_or_approved,
    everybody_is_told_once,
    nothing_is_stuck,
)


def _is_of_a_decision(entry: Row) -> bool:
    action: str = entry["action"]
    return action == "moved_start" or action.startswith("decided_")


def _in_force(books: Books) -> list[Row]:
    return [note for note in books.credit_notes if note["state"] != "voided"]


def _by(rows: list[Row], column: str) -> defaultdict[str, list[Row]]:
    grouped: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return grouped


def _sums(rows: list[Row], column: str, amount: str) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row[column]] += row[amount]
    return sums
