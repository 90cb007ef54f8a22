"""What the admins' portal says of an order, and of deciding it."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

ORDER: Mapping[str, Sentence] = {
    "admin.order.active": N_("Active"),
    "admin.order.at": N_("When"),
    "admin.order.attention": N_("A person must look at this order"),
    "admin.order.audit": N_("Full audit"),
    "admin.order.audit_what": N_("What"),
    "admin.order.because": N_("Reason: {why}"),
    "admin.order.by": N_("By"),
    "admin.order.confirmation_waits": N_("Confirmation: waiting"),
    "admin.order.customer": N_("Customer"),
    "admin.order.decided": N_("{verdict} by {by}, {moment}."),
    "admin.order.due": N_("To be decided by"),
    "admin.order.effects_follow": N_("Documents and mails follow by themselves."),
    "admin.order.expires": N_("Expires"),
    "admin.order.facts": N_("Facts"),
    "admin.order.flagged": N_("found by {source}, {moment}"),
    "admin.order.note": N_("What was found and done"),
    "admin.order.note_hint": N_("It goes into the audit."),
    "admin.order.number": N_("Order number"),
    "admin.order.path": N_("Way"),
    "admin.order.placed": N_("Ordered"),
    "admin.order.product": N_("Product"),
    "admin.order.products": N_("Products"),
    "admin.order.reason": N_("Reason"),
    "admin.order.solved": N_("Solved"),
    "admin.order.start": N_("Start"),
    "admin.order.state": N_("State"),
    "admin.order.timeline": N_("What happened"),
    "admin.order.title": N_("Order of {name}"),
    "admin.order.total": N_("Total"),
    "admin.order.waits_for": N_("What is waited for"),
    "admin.order.was_solved": N_("The flags are solved, and your note is in the audit."),
}
SENTENCES: Mapping[str, Sentence] = {**ORDER}
