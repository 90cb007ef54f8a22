"""What a customer reads on its dashboard, and how a part is named whose service is away."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "portal.away.account": N_("Your balance and what is unpaid"),
    "portal.away.orders": N_("Your services and orders"),
    "portal.away.tickets": N_("Your messages"),
    "portal.home.active": N_("Active services"),
    "portal.home.add": N_("Add new products"),
    "portal.home.all_services": N_("All services"),
    "portal.home.all_tickets": N_("All tickets"),
    "portal.home.balance": By(
        "balance",
        {
            "owed": N_("You owe"),
            "credit": N_("In your favour"),
            "even": N_("Your account"),
        },
    ),
    "portal.home.messages": N_("Messages"),
    "portal.home.new": N_("Nothing here yet"),
    "portal.home.new_why": N_(
        "Choose your first products. Afterwards you find here your services, what is to be paid and"
        " what we wrote to you."
    ),
    "portal.home.no_messages": N_("You have read everything."),
    "portal.home.no_services": N_("You have no services yet."),
    "portal.home.nothing_due": N_("Nothing to pay"),
    "portal.home.open_orders": N_("Open orders"),
    "portal.home.placed": N_("{total_minor}, ordered {placed}"),
    "portal.home.sum": By(
        "sum_of",
        {
            "less": N_("{unpaid_minor} unpaid − {beside_minor} in your favour = {balance_minor}"),
            "rest": N_("{beside_minor} in your favour − {unpaid_minor} unpaid = {balance_minor}"),
            ANY: N_("{unpaid_minor} unpaid + {beside_minor} for other reasons = {balance_minor}"),
        },
    ),
    "portal.home.ticket": By(
        "order_id",
        {
            ANY: N_("Order {order_id}, opened {opened}, last message {answered}"),
            NONE: N_("Opened {opened}, last message {answered}"),
        },
    ),
    "portal.home.title": N_("Dashboard"),
    "portal.home.unpaid": Plural("One unpaid invoice", "{count} unpaid invoices"),
    "portal.home.unpaid_documents": N_("Unpaid invoices"),
    "portal.home.unread": Plural("One unread ticket", "{count} unread tickets"),
    "portal.home.unread_more": N_("{count} unread tickets or more"),
    "portal.home.welcome": N_("Hello {name}"),
}
