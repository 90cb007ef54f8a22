"""What staff reads where it works with tickets."""

from collections.abc import Mapping

from wording.marking import N_, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.tickets.file": N_("tickets"),
    "admin.tickets.messages": N_("Messages"),
    "admin.tickets.unanswered": N_("wait for an answer"),
    "admin.menu.tickets": N_("Tickets"),
    "admin.tickets.assignee": N_("Assignee"),
    "admin.tickets.assignee_hint": N_("Empty: nobody works on it."),
    "admin.tickets.customer": N_("Customer"),
    "admin.tickets.group": N_("Group"),
    "admin.tickets.hidden": N_("The customer does not see this ticket, and gets no mail of it."),
    "admin.tickets.me": N_("Me"),
    "admin.tickets.nobody": N_("Nobody"),
    "admin.tickets.none": N_("There are no tickets yet"),
    "admin.tickets.nothing_changed": N_("Nothing was changed: all of it was so already."),
    "admin.tickets.open": N_("Not resolved"),
    "admin.tickets.opened": N_("Opened"),
    "admin.tickets.priority": N_("Priority"),
    "admin.tickets.search": N_("Search the tickets"),
    "admin.tickets.show": N_("Show"),
    "admin.tickets.take": N_("Take it over"),
    "admin.tickets.visibility": N_("Who reads it?"),
    "admin.tickets.visible": By(
        "visibility",
        {"public": N_("Reply to the customer"), "internal": N_("Internal note")},
    ),
    "admin.tickets.was_changed": N_("The ticket was changed."),
    "admin.tickets.was_sent": By(
        "visibility",
        {
            "public": N_("Your reply was sent to the customer."),
            "internal": N_("Your note was kept. The customer does not see it."),
        },
    ),
    "admin.tickets.work": N_("Who works on it"),
}
