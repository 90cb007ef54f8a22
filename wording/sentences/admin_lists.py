"""What staff reads above lists of what happened."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.mails.act": N_("What to do"),
    "admin.mails.failure": N_("Why it was not sent"),
    "admin.mails.file": N_("mails"),
    "admin.mails.left": N_("given up, not sent again"),
    "admin.mails.none": N_("No mail was written yet"),
    "admin.mails.none_found": N_("No mail fits"),
    "admin.mails.queued": N_("Written"),
    "admin.mails.resend": N_("Send again"),
    "admin.mails.search": N_("Search by subject or recipient"),
    "admin.mails.sent": N_("Sent"),
    "admin.mails.show_all": N_("Show all mails"),
    "admin.mails.state": N_("Status"),
    "admin.mails.subject": N_("Subject"),
    "admin.mails.to": N_("To"),
    "admin.mails.was_resent": N_("The mail is sent once more, to {recipients}."),
    "admin.menu.mails": N_("Mails"),
    "admin.menu.orders": N_("Orders"),
    "admin.menu.refunds": N_("Refunds"),
    "admin.menu.stuck": N_("Stuck messages"),
    "admin.orders.none": N_("There are no orders yet"),
    "admin.orders.none_found": N_("No order fits"),
    "admin.orders.search": N_("Search by customer or number"),
    "admin.orders.show_all": N_("Show all orders"),
    "admin.refunds.act": N_("What to do"),
    "admin.refunds.began": N_("Begun"),
    "admin.refunds.end": N_("Give up"),
    "admin.refunds.end_told": N_(
        "Ask at the gateway first: should it make the refund all the same, the customer may have"
        " the money twice."
    ),
    "admin.refunds.failure": N_("Why it did not succeed"),
    "admin.refunds.file": N_("refunds"),
    "admin.refunds.none": N_("There are no refunds yet"),
    "admin.refunds.none_found": N_("No refund fits"),
    "admin.refunds.reason": N_("Reason"),
    "admin.refunds.retry": N_("Try again"),
    "admin.refunds.search": N_("Number of the order"),
    "admin.refunds.settled": N_("Settled"),
    "admin.refunds.show_all": N_("Show all refunds"),
    "admin.refunds.state": N_("Status"),
    "admin.refunds.tries": N_("Failed tries"),
    "admin.refunds.was_ended": N_("The refund was given up. It counts as failed."),
    "admin.refunds.was_retried": N_("The refund is tried again."),
    "admin.stuck.dismiss": N_("Let go"),
    "admin.stuck.dismiss_told": N_("What it was to do is never done. Its reason is kept with it."),
    "admin.stuck.message": N_("Message"),
    "admin.stuck.more": N_("More of {asked_service}"),
    "admin.stuck.no_error": N_("no error"),
    "admin.stuck.none": N_("No message is stuck"),
    "admin.stuck.none_found": N_("No stuck message fits"),
    "admin.stuck.release": N_("Try again now"),
    "admin.stuck.service": N_("Service"),
    "admin.stuck.show_all": N_("Show all stuck messages"),
    "admin.stuck.since": N_("Stuck since"),
    "admin.stuck.tries": N_("Tries"),
    "admin.stuck.was_dismissed": N_("The message {named} was let go. It will not be tried again."),
    "admin.stuck.was_released": N_("The message {named} is tried again."),
    "admin.stuck.what": N_(
        "What one service has to tell another and does not get through, of all partners. Once its"
        " cause is solved, a message that was given up is tried again by hand."
    ),
}
