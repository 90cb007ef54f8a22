"""What the admins' portal says where a partner is made."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.partner.is_there": By(
        "name",
        {
            ANY: N_("Partner {partner_id} is there already: {name}. Nothing was made."),
            NONE: N_("Partner {partner_id} is there already. Nothing was made."),
        },
    ),
    "admin.partner.make": N_("Make the partner"),
    "admin.partner.name_hint": N_("As customers see it."),
    "admin.partner.new": N_("New partner"),
    "admin.partner.new_told": N_(
        "A partner has its own customers, admins and settings. Until a setting is changed, it is as"
        " for all partners."
    ),
    "admin.partner.number": N_("Number"),
    "admin.partner.number_hint": N_("From 1 to 99. It stays for good."),
    "admin.partner.was_made": N_(
        "Partner {partner_id}, {name}, is made. Invite its first admin here."
    ),
}
