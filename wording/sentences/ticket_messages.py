"""What is written into a ticket, and into the mails about what was."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "ticket.assigned": By(
        "assignee_after",
        {
            ANY: N_("Assigned to {assignee_after}."),
            NONE: N_("No longer assigned to {assignee_before}."),
        },
    ),
    "ticket.changed": "{changes}",
    "ticket.closed": N_(
        "Everything in this order is decided. The ticket is closed; a reply opens it again."
    ),
    "ticket.group_changed": By(
        "group_before",
        {
            ANY: N_("Group changed from {group_before} to {group_after}."),
            NONE: N_("Group set to {group_after}."),
        },
    ),
    "ticket.hidden": N_("Hidden from the customer."),
    "ticket.mail": By(
        VIEWER,
        {
            "customer": By(
                "files",
                {
                    ANY: N_("Hello {customer_name},\n\n{body}\n\n{files}"),
                    NONE: N_("Hello {customer_name},\n\n{body}"),
                },
            ),
            "staff": By(
                "files",
                {
                    ANY: N_("{customer_name} wrote:\n\n{body}\n\n{files}"),
                    NONE: N_("{customer_name} wrote:\n\n{body}"),
                },
            ),
        },
    ),
    "ticket.mail_files": Plural(
        "1 file is in the ticket.",
        "{count} files are in the ticket.",
    ),
    "ticket.mail_subject": N_("Re: [{ticket_id}] {subject}"),
    "ticket.mail_subject_opened": "[{ticket_id}] {subject}",
    "ticket.priority_changed": N_("Priority changed from {priority_before} to {priority_after}."),
    "ticket.shown": N_("Shown to the customer again."),
    "ticket.state_changed": N_("State changed from {state_before} to {state_after}."),
}
