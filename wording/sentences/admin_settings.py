"""What staff reads where it looks at settings and changes them."""

from collections.abc import Mapping

from wording.marking import ANY, N_, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.menu.settings": N_("Settings"),
    "admin.settings.about": By(
        "section",
        {
            "ordering": N_("What customers can order and how they pay, and what they agree to."),
            "approval": N_("Who is told of orders, and when somebody is reminded or escalated to."),
            "payment": N_("How long customers have to pay, in which currency, and when."),
            "documents": N_("Who issues invoices and credit notes, and how they are numbered."),
            "profile": N_("Name, logo, contact, language, time zone and addresses."),
            "mails": N_("When mails to customers are sent."),
        },
    ),
    "admin.settings.by_at": N_("{who}, {moment}"),
    "admin.settings.changed": N_("{changed_by} changed this at {changed_at}: {setting}"),
    "admin.settings.changes": N_("Changes"),
    "admin.settings.concerns_all": N_(
        "It holds for all partners that have no value of their own there."
    ),
    "admin.settings.confirm": N_("Save this change"),
    "admin.settings.confirm_then": N_("Nothing is saved yet."),
    "admin.settings.confirm_title": N_("What this change does"),
    "admin.settings.counted_to": N_("They are counted to {count}; there may be more."),
    "admin.settings.default": N_("Default"),
    "admin.settings.duration": By(
        "unit",
        {
            "days": Plural("{count} day", "{count} days"),
            "hours": Plural("{count} hour", "{count} hours"),
            "minutes": Plural("{count} minute", "{count} minutes"),
            "seconds": Plural("{count} second", "{count} seconds"),
        },
    ),
    "admin.settings.elsewhere": N_("On another page, {setting}: {what}"),
    "admin.settings.fault.no_methods": N_(
        "Choose one at least; to offer none, do not accept payment via gateway."
    ),
    "admin.settings.fault.no_recipient": N_("Orders by email need one recipient at least."),
    "admin.settings.fault.no_web_address": N_(
        "This is no web address such as https://example.net/portal, without a login."
    ),
    "admin.settings.fault.not_below": N_("This has to be shorter than “{setting}”."),
    "admin.settings.fault.quiet_hours": N_(
        "Both times go together: two different ones, or none at all."
    ),
    "admin.settings.fault.unprintable": By(
        "field",
        {
            "address": N_("This holds characters that cannot be seen."),
            "terms_text": N_("This holds characters that cannot be seen."),
            ANY: N_("This has to be one line, without characters that cannot be seen."),
        },
    ),
    "admin.settings.fault_at": N_("{setting}: {what}"),
    "admin.settings.flag": By("value", {"true": N_("Yes"), "false": N_("No")}),
    "admin.settings.go_back": N_("{name}: go back to the inherited value, {inherited}"),
    "admin.settings.hint": By(
        "field",
        {
            "ordering_enabled": N_(
                "Without it, customers see no products, and their carts are refused at checkout."
            ),
            "gateway_enabled": N_("Without it, each order is a request that is invoiced later."),
            "largest_start_shift_days": N_(
                "By how many days an admin may move the start of what was paid."
            ),
            "credit_notes_enabled": N_("For the unused days, when a paid start is moved."),
            "order_button_text": N_("Where a law says what it has to be; else our own words."),
            "terms_text": N_("What customers agree to when they order. Empty: nothing."),
            "mail_recipients": N_("One address on each line."),
            "escalation_group": N_("Empty: whoever was asked first."),
            "ticket_assignee": N_("Empty: nobody."),
            "offline_payment_expires_after_seconds": N_("A bank transfer takes days."),
            "currency": N_("Three letters, such as EUR."),
            "billing_day": N_("A day of the month, from 1 to 28."),
            "address": N_("As it is printed on documents, line by line."),
            "numbering_pattern": N_(
                "It has to hold {{next}}, and may hold {{year}} and {{partner}}."
            ),
            "display_name": N_("Empty: the legal name."),
            "language": N_("Of documents, and of mails to customers that have chosen none."),
            "time_zone": N_("Such as Europe/Vienna."),
            "customer_portal_url": N_("Where links for customers lead."),
            "admin_portal_url": N_("Where links for the staff lead."),
            "mail_delay_seconds": N_("So that what follows at once may still stop a mail."),
            "mail_quiet_from": N_("In the partner's time zone. Mails wait until the hours end."),
        },
    ),
    "admin.settings.how_many": N_("{name}: how many"),
    "admin.settings.in_force_then": N_("All settings once it was made"),
    "admin.settings.inherited_value": N_("inherited: {shown}"),
    "admin.settings.is_built_in": N_("Built in"),
    "admin.settings.is_inherited": N_("Inherited"),
    "admin.settings.is_own": N_("Own value"),
    "admin.settings.keep": N_("{name}: keep this value here, whatever changes for all partners"),
    "admin.settings.never_changed": N_("Nothing was ever changed here"),
    "admin.settings.none_own": N_("Nothing of its own"),
    "admin.settings.nothing": N_("nothing"),
    "admin.settings.of_default": N_(
        "These are the default settings: they hold for each partner that has none of its own."
    ),
    "admin.settings.of_one": N_("These are the settings of partner {partner}."),
    "admin.settings.orders_keep": Plural(
        "{count} order under way keeps the settings that it began with.",
        "{count} orders under way keep the settings that they began with.",
    ),
    "admin.settings.other_method": N_("One gateway alone, by its name"),
    "admin.settings.own": N_("Own values"),
    "admin.settings.own_count": Plural("{count} own value", "{count} own values"),
    "admin.settings.partners": N_("Partners"),
    "admin.settings.section": By(
        "section",
        {
            "ordering": N_("Order new products"),
            "approval": N_("Handling of orders"),
            "payment": N_("Payment"),
            "documents": N_("Documents"),
            "profile": N_("Profile"),
            "mails": N_("Mails"),
            "mail-texts": N_("Texts of mails"),
            "history": N_("History"),
        },
    ),
    "admin.settings.sections": N_("Parts of the settings"),
    "admin.settings.set_by": N_("Set by {who}, {moment}"),
    "admin.settings.stale": N_("Somebody else changed these settings meanwhile"),
    "admin.settings.stale_then": N_(
        "Nothing was saved. What you typed is still below, over what holds now; save it once more"
        " if it is still right."
    ),
    "admin.settings.to_default": N_("Settings of Default"),
    "admin.settings.unit": N_("{name}: unit"),
    "admin.settings.version": N_("Version"),
    "admin.settings.version_title": N_("Version {number} of the settings"),
    "admin.settings.warning": By(
        "field",
        {
            "ordering_enabled": By(
                "value",
                {
                    "false": Plural(
                        "{count} open cart holds products; it is refused at checkout.",
                        "{count} open carts hold products; they are refused at checkout.",
                    ),
                    "true": N_("Customers see products, and can order them, at once."),
                },
            ),
            "gateway_enabled": By(
                "value",
                {
                    "false": Plural(
                        "{count} open cart cannot be paid any more; it becomes a request.",
                        "{count} open carts cannot be paid any more; they become requests.",
                    ),
                    "true": N_("Customers can pay at checkout, at once."),
                },
            ),
            "payment_methods": Plural(
                "{count} open cart is paid by what is then offered.",
                "{count} open carts are paid by what is then offered.",
            ),
            "terms_text": Plural(
                "The customer of {count} open cart agrees to the new terms at checkout.",
                "The customers of {count} open carts agree to the new terms at checkout.",
            ),
            "currency": N_("Offerings keep their prices, each in its own currency."),
            "numbering_pattern": N_("Documents that were issued keep their numbers."),
        },
    ),
    "admin.settings.was_changed": N_("The settings were saved."),
    "admin.settings.when": N_("When"),
    "admin.settings.who": N_("Changed by"),
}
