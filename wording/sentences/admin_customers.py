"""What staff reads where it works with customers."""

from collections.abc import Mapping

from wording.marking import N_, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.customer.balance": N_("Balance: {balance_minor}"),
    "admin.customer.confirmation_waits": N_("Confirmation: waiting"),
    "admin.customer.nothing": By(
        "tab",
        {
            "services": N_("This customer has no services yet"),
            "orders": N_("This customer has ordered nothing yet"),
            "finance": N_("There are no documents for this customer yet"),
            "tickets": N_("There are no tickets of this customer yet"),
            "visits": N_("Nobody has opened the portal as this customer yet"),
        },
    ),
    "admin.customer.tab": By(
        "tab",
        {
            "services": N_("Services"),
            "orders": N_("Orders"),
            "finance": N_("Finance"),
            "tickets": N_("Tickets"),
            "visits": N_("Visits"),
        },
    ),
    "admin.customer.tabs": N_("What the customer has"),
    "admin.customers.category": N_("Category"),
    "admin.customers.choose_partner": N_("Choose a partner"),
    "admin.customers.edit": N_("Change customer"),
    "admin.customers.email": N_("Email address"),
    "admin.customers.facts": N_("Customer data"),
    "admin.customers.file": N_("customers"),
    "admin.customers.label": N_("Label"),
    "admin.customers.labels": N_("Labels"),
    "admin.customers.labels_hint": N_("One on each line. They decide which offerings are shown."),
    "admin.customers.language": N_("Language"),
    "admin.customers.language_hint": N_("Of mails and documents."),
    "admin.customers.location": N_("Location"),
    "admin.customers.location_hint": N_("It decides which offerings are shown."),
    "admin.customers.make": N_("Add the customer"),
    "admin.customers.name": N_("Name"),
    "admin.customers.new": N_("New customer"),
    "admin.customers.no_partner": N_("Choose the partner whose customer it is. Nothing was added."),
    "admin.customers.none": N_("There are no customers yet"),
    "admin.customers.none_found": N_("No customer fits"),
    "admin.customers.none_why": N_(
        "Customers are added here, or by the provider's own portal when they first come."
    ),
    "admin.customers.number": N_("Customer number"),
    "admin.customers.number_hint": N_(
        "It stays for good. Take the one that your other systems know the customer by."
    ),
    "admin.customers.partner": N_("Partner"),
    "admin.customers.partners_language": N_("The partner's language"),
    "admin.customers.search": N_("Search by name, email address or number"),
    "admin.customers.show_all": N_("Show all customers"),
    "admin.customers.was_changed": N_("The customer was changed."),
    "admin.customers.was_made": N_("The customer was added."),
    "admin.form.leave": N_("Cancel"),
    "admin.form.save": N_("Save"),
    "admin.list.any": N_("Any"),
    "admin.list.any_partner": N_("All partners"),
    "admin.list.export": N_("Export as CSV"),
    "admin.list.none_found_why": N_("Nothing fits all that you asked for."),
    "admin.menu.documents": N_("Invoices and credit notes"),
    "admin.menu.customers": N_("Customers"),
}
