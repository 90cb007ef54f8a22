"""What staff reads where it writes a partner's mails in its own words."""

from collections.abc import Mapping

from wording.marking import N_, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.texts.body": N_("Text"),
    "admin.texts.body_hint": N_(
        "Paragraphs with empty lines between them. One whose placeholder has nothing to say is left"
        " out."
    ),
    "admin.texts.give_up": N_("Give this text up"),
    "admin.texts.give_up_told": N_(
        "From then on the inherited text holds. What was written stays in the history."
    ),
    "admin.texts.given_up": N_("The text was given up."),
    "admin.texts.look": N_("Preview"),
    "admin.texts.mail": N_("Mail"),
    "admin.texts.placeholders": N_("Placeholders of this mail"),
    "admin.texts.preview": N_("As it is sent now, with sample facts"),
    "admin.texts.preview_typed": N_("As it would be sent, with sample facts; nothing is saved yet"),
    "admin.texts.stale": N_("Somebody else wrote this text meanwhile"),
    "admin.texts.title": N_("{mail}, {language}"),
    "admin.texts.to": By(
        "audience", {"customer": N_("Mails to customers"), "staff": N_("Mails to the staff")}
    ),
    "admin.texts.was_given_up": N_("The text was given up. The inherited one holds from now on."),
    "admin.texts.was_written": N_("The text was saved. It holds for mails from now on."),
}
