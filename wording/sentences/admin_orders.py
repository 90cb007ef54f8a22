"""What the admins' portal says of an order, and of deciding it."""

from collections.abc import Mapping

from wording.marking import ANY, N_, By, Plural, Sentence

INBOX: Mapping[str, Sentence] = {
    "admin.approvals.amount": N_("Amount"),
    "admin.approvals.any": N_("Any"),
    "admin.approvals.customer": N_("Customer"),
    "admin.approvals.days": Plural("{count} day", "{count} days"),
    "admin.approvals.days_at_least": Plural("{count} day or longer", "{count} days or longer"),
    "admin.approvals.due": N_("To be decided by"),
    "admin.approvals.escalated": N_("Escalated"),
    "admin.approvals.flagged": N_("A person must look"),
    "admin.approvals.none": N_("Nothing waits for a decision"),
    "admin.approvals.none_found": N_("Nothing that waits fits"),
    "admin.approvals.none_found_why": N_("Search for something else, or see all that waits."),
    "admin.approvals.none_why": N_("New orders appear here as soon as they come in."),
    "admin.approvals.partner": N_("Partner"),
    "admin.approvals.path": N_("Way"),
    "admin.approvals.search": N_("Search by customer, product or order number"),
    "admin.approvals.show_all": N_("See all"),
    "admin.approvals.sort": N_("Sorted by"),
    "admin.approvals.status": N_("Urgency"),
    "admin.approvals.title": N_("Approvals"),
    "admin.approvals.waiting": N_("Has waited"),
    "admin.approvals.today": N_("since today"),
    "admin.approvals.waits": N_("Waiting"),
}
ORDER: Mapping[str, Sentence] = {
    "admin.order.active": N_("Active"),
    "admin.order.at": N_("When"),
    "admin.order.attention": N_("A person must look at this order"),
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
    "admin.order.next": N_("Next that waits"),
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
    "admin.order.state": N_("Status"),
    "admin.order.timeline": N_("What happened"),
    "admin.order.title": N_("Order of {name}"),
    "admin.order.total": N_("Total"),
    "admin.order.waits_for": N_("What is waited for"),
    "admin.order.was_solved": N_("The flags are solved, and your note is in the audit."),
}
DECIDING: Mapping[str, Sentence] = {
    "admin.decide.back": N_("Back to the order"),
    "admin.decide.brings_about": N_("What it brings about"),
    "admin.decide.credited": By("is_less", {"true": N_("Charged again"), ANY: N_("Credited")}),
    "admin.decide.days": N_("Charged days"),
    "admin.decide.document": N_("Document"),
    "admin.decide.done": By(
        "what",
        {
            "approve": N_("Approved. Documents and mails follow by themselves."),
            "reject": N_("Rejected. Documents and mails follow by themselves."),
            "move": N_("The start is moved. Documents and mails follow by themselves."),
        },
    ),
    "admin.decide.invoiced": N_("Invoiced"),
    "admin.decide.mails": N_("Mails"),
    "admin.decide.note": N_("New credit note"),
    "admin.decide.now": By(
        "what",
        {
            "approve": N_("Approve now"),
            "reject": N_("Reject now"),
            "move": N_("Move the start now"),
        },
    ),
    "admin.decide.preview_again": N_("Preview this date"),
    "admin.decide.reason_hint": N_("The customer reads it."),
    "admin.decide.reason_is_needed": N_(
        "Nothing was rejected: a reason is missing. Write one that the customer can read."
    ),
    "admin.decide.refund_to": N_("Where the money goes"),
    "admin.decide.reject": N_("Reject"),
    "admin.decide.save": N_("Save"),
    "admin.decide.span": Plural("{span} ({count} day)", "{span} ({count} days)"),
    "admin.decide.start_on": N_("Actual start"),
    "admin.decide.supplement": N_("New invoice"),
    "admin.decide.title": By(
        "what",
        {
            "approve": N_("Approve {title}"),
            "reject": N_("Reject {title}"),
            "move": N_("Move the start of {title}"),
        },
    ),
    "admin.decide.to_balance": N_("To the customer's balance"),
    "admin.decide.to_card": N_("Back to where it was paid from"),
    "admin.decide.unused": N_("Unused days"),
    "admin.decide.voided": N_("No longer valid"),
    "admin.decide.why_this_amount": N_("Why this amount"),
    "portal.amount.ambiguous": N_(
        "This may be two different amounts, so nothing was done. Write the decimals too, such as"
        " {example}."
    ),
    "portal.amount.unreadable": N_(
        "This is no amount in {currency} that can be read. Write it like {example}."
    ),
    "portal.day.ambiguous": N_(
        "This may be two different days, so nothing was done. Write the year first, such as"
        " {example}."
    ),
    "portal.day.unreadable": N_("This is no day that can be read. Write it like {example}."),
}
BULK: Mapping[str, Sentence] = {
    "admin.bulk.all_chosen": Plural(
        "The one order that matches is chosen, as it is shown here.",
        "All {count} orders that match are chosen, each as it is shown here.",
    ),
    "admin.bulk.approve": N_("Approve the chosen ones"),
    "admin.bulk.back": N_("Back to what waits"),
    "admin.bulk.choose": N_("Choose the order of {name}"),
    "admin.bulk.choose_all": Plural(
        "Choose the one order that matches", "Choose all {count} orders that match"
    ),
    "admin.bulk.decided": By(
        "verdict",
        {
            "approve": N_("{decided_count} of {all_count} orders are approved."),
            ANY: N_("{decided_count} of {all_count} orders are rejected."),
        },
    ),
    "admin.bulk.done": By("verdict", {"approve": N_("Approved"), ANY: N_("Rejected")}),
    "admin.bulk.first_chosen": N_(
        "{matching} orders match, and no more than {most} are decided at once: the first {count}"
        " are chosen, in the order of this list. The others wait on."
    ),
    "admin.bulk.left": N_("What still waits"),
    "admin.bulk.left_count": Plural(
        "{count} order of the list still waits for a decision.",
        "{count} orders of the list still wait for a decision. The first of them:",
    ),
    "admin.bulk.only_this_page": N_(
        "Only orders on this page can be chosen, each as it is shown here. What has changed since"
        " is refused, and stops no other."
    ),
    "admin.bulk.reason": N_("Reason of a rejection"),
    "admin.bulk.refused": N_("Not decided"),
    "admin.bulk.reject": N_("Reject the chosen ones"),
    "admin.bulk.result": N_("Result"),
    "admin.bulk.show_hundred": N_("Show up to 100 on a page"),
    "admin.bulk.title": N_("What was decided"),
    "admin.bulk.with_chosen": N_("Decide the chosen orders"),
    "admin.bulk.wrong": By(
        "what",
        {
            "rows": N_("Nothing was decided: choose one order at least, and 100 at most."),
            ANY: N_(
                "Nothing was decided, as something in the form does not fit. Look at the date and"
                " the reason, and send it again."
            ),
        },
    ),
}
KEYS: Mapping[str, Sentence] = {
    "admin.keys.help": N_("Show these keys"),
    "admin.keys.next": N_("Next order"),
    "admin.keys.open": N_("Open the order"),
    "admin.keys.previous": N_("Previous order"),
    "admin.keys.search": N_("Search"),
    "admin.keys.title": N_("Keys"),
    "admin.keys.use": N_("Use these keys"),
}
SENTENCES: Mapping[str, Sentence] = {**INBOX, **ORDER, **DECIDING, **BULK, **KEYS}
