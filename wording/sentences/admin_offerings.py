"""What staff reads where it says what is on offer."""

from collections.abc import Mapping

from wording.marking import ANY, N_, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.list.no": N_("No"),
    "admin.list.yes": N_("Yes"),
    "admin.menu.offerings": N_("Offerings"),
    "admin.offering.about": N_("What it is"),
    "admin.offering.amount": N_("Price"),
    "admin.offering.and_more": Plural("{names} and {count} more", "{names} and {count} more"),
    "admin.offering.audience": N_("Who can order it"),
    "admin.offering.began": N_("Created"),
    "admin.offering.card": N_("As its customers see it"),
    "admin.offering.categories": N_("For persons or companies"),
    "admin.offering.change": N_("{name}: {before} → {after}"),
    "admin.offering.changed_at": N_("Changed"),
    "admin.offering.changed_by": N_("By"),
    "admin.offering.changes": N_("What was changed"),
    "admin.offering.choose_kind": N_("Of which kind is the new offering?"),
    "admin.offering.component_ids": N_("What is in the bundle"),
    "admin.offering.component_is_needed": N_("A bundle needs one offering in it at least."),
    "admin.offering.component_search": N_("Search for more by title or details"),
    "admin.offering.components_hint": N_(
        "Internet, voice and recurring offerings in the bundle's currency, at one common price."
    ),
    "admin.offering.contract_months": N_("Months of the contract"),
    "admin.offering.copy": N_("Copy"),
    "admin.offering.currency": N_("Currency"),
    "admin.offering.currency_hint": N_("Its three letters, such as EUR."),
    "admin.offering.cycle": N_("Billing period"),
    "admin.offering.day_count": N_("Days of a period"),
    "admin.offering.day_count_hint": N_("Only where it is paid for so many days."),
    "admin.offering.day_count_is_needed": N_("Write how many days one period has."),
    "admin.offering.days_are_reversed": N_("The last day is before the first one."),
    "admin.offering.description": N_("Details"),
    "admin.offering.disable": N_("Disable"),
    "admin.offering.discounts": N_("Discounts"),
    "admin.offering.discounts_hint": N_(
        "A percentage off the price, from the first day to the last one. Where several hold, the"
        " largest counts. To delete one, clear its fields."
    ),
    "admin.offering.download_mbps": N_("Mbit/s down"),
    "admin.offering.edit": N_("Change offering"),
    "admin.offering.empty_is_all": N_("None ticked: for all of them."),
    "admin.offering.enable": N_("Enable"),
    "admin.offering.enabled": N_("Enabled"),
    "admin.offering.enabled_hint": N_(
        "What is disabled cannot be ordered; what was ordered goes on."
    ),
    "admin.offering.everybody": N_("All"),
    "admin.offering.facts": N_("What is known of it"),
    "admin.offering.fee": N_("Activation fee"),
    "admin.offering.fee_hint": N_("Paid once with the first period, with the same VAT."),
    "admin.offering.field": N_("Field"),
    "admin.offering.first_day": N_("First day of discount {number}"),
    "admin.offering.history": N_("History"),
    "admin.offering.includes_vat": N_("Price and fee include VAT"),
    "admin.offering.is_shared": N_(
        "This offering is for other partners too, so you cannot change it. You can copy it for your"
        " own customers."
    ),
    "admin.offering.kind": N_("Kind"),
    "admin.offering.labels": N_("For customers with one of these labels"),
    "admin.offering.last_day": N_("Last day of discount {number}"),
    "admin.offering.lines_hint": N_("One on each line. Nothing written: for all of them."),
    "admin.offering.locations": N_("For customers at one of these locations"),
    "admin.offering.mbps_hint": N_("A whole number."),
    "admin.offering.new_of": By(
        "kind",
        {
            "bundle": N_("New bundle"),
            "internet": N_("New internet plan"),
            "voice": N_("New voice plan"),
            "recurring": N_("New recurring product"),
            ANY: N_("New one-time product"),
        },
    ),
    "admin.offering.no_more_history": N_("There is no earlier change"),
    "admin.offering.nothing_changed": N_("Saved without a change"),
    "admin.offering.number": N_("Number of the offering"),
    "admin.offering.partner_ids": N_("For customers of these partners"),
    "admin.offering.percent": N_("Discount {number} in percent"),
    "admin.offering.preview": N_("Preview"),
    "admin.offering.price": N_("What it costs"),
    "admin.offering.rate_unclear": N_(
        "This is no percentage that can be read. Write it with two decimals at most, such as 20 or"
        " 7.5."
    ),
    "admin.offering.show_hint": N_("What is not shown cannot be ordered by customers."),
    "admin.offering.show_on_portal": N_("Shown on the portal"),
    "admin.offering.stale": N_("Somebody else has changed this offering"),
    "admin.offering.stale_same": N_("What is stored now is what you typed."),
    "admin.offering.stale_told": N_(
        "{changed_by} changed it on {moment}, while you had it open. Nothing of yours was saved,"
        " and nothing you typed is lost. Below is what differs; saving again replaces what is"
        " stored."
    ),
    "admin.offering.stored": N_("Stored now"),
    "admin.offering.title": N_("Title"),
    "admin.offering.typed": N_("What you typed"),
    "admin.offering.upload_mbps": N_("Mbit/s up"),
    "admin.offering.vat": N_("VAT"),
    "admin.offering.vat_rate": N_("VAT in percent"),
    "admin.offering.was_changed": N_("The offering was changed."),
    "admin.offering.was_disabled": N_("The offering is disabled. It cannot be ordered any more."),
    "admin.offering.was_elsewhere": N_("Before that it was not for your partner"),
    "admin.offering.was_enabled": N_("The offering is enabled."),
    "admin.offering.was_made": N_("The offering was created."),
    "admin.offerings.file": N_("offerings"),
    "admin.offerings.for_partner": N_("Can be ordered from partner"),
    "admin.offerings.new": N_("New offering"),
    "admin.offerings.none": N_("There are no offerings yet"),
    "admin.offerings.none_found": N_("No offering fits"),
    "admin.offerings.none_why": N_("Customers can order as soon as there is one."),
    "admin.offerings.search": N_("Search by title or details"),
    "admin.offerings.show_all": N_("Show all offerings"),
}
