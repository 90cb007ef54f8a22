"""What the admins' portal says of those who work here."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.menu.staff": N_("Staff"),
    "admin.staff.access": N_("Access"),
    "admin.staff.act": By(
        "act",
        {
            "put": N_("Let in by {by}, with the system's keys: {who}"),
            "invited": N_("Invited by {by}: {who}"),
            "link_sent": N_("Link to choose a password sent by {by}"),
            "changed": N_("Changed by {by}, from {before} to {after}"),
            "disabled": N_("Kept out by {by}"),
            "enabled": N_("Let in again by {by}"),
            "sessions_ended": Plural(
                "Signed out by {by} on {count} device", "Signed out by {by} on {count} devices"
            ),
            "factor_reset": N_("Second factor taken away by {by}: {reason}"),
            "factor_set_up": N_("Second factor set up by {by}"),
            "factor_removed": N_("Second factor removed by {by}"),
            "password_set": N_("Password set by {by}"),
            ANY: N_("Something was done by {by}"),
        },
    ),
    "admin.staff.acts": N_("What to do"),
    "admin.staff.choose_password": N_("Choose a password"),
    "admin.staff.choose_password_told": N_(
        "You sign in to the admins' portal as {email}. Choose the password for it: you are signed"
        " in here then, and signed out everywhere else."
    ),
    "admin.staff.disable": N_("Keep out"),
    "admin.staff.disable_told": N_(
        "All sessions end at once, and nobody signs in with this account until it is let in again."
        " What the person did stays."
    ),
    "admin.staff.disabled_since": N_("Kept out since"),
    "admin.staff.edit": N_("Change"),
    "admin.staff.edit_told": N_("Another role or partner signs the person out everywhere."),
    "admin.staff.email_hint": N_(
        "It stays for good, as it names the person in all that is written down."
    ),
    "admin.staff.enable": N_("Let in again"),
    "admin.staff.factor_was_reset": N_(
        "The second factor is gone, and the person was signed out everywhere. The password alone"
        " signs in until another one is set up."
    ),
    "admin.staff.facts": N_("Who it is"),
    "admin.staff.file": N_("staff"),
    "admin.staff.history": N_("What was done"),
    "admin.staff.invite": N_("Send the invitation"),
    "admin.staff.is_disabled": N_("Is kept out since {disabled_at}."),
    "admin.staff.is_not_set": N_("not set up"),
    "admin.staff.is_set": N_("set up"),
    "admin.staff.link_was_sent": N_(
        "A link to choose a password is on its way. Links that were sent before do not work any"
        " more."
    ),
    "admin.staff.needless_partner": N_(
        "Only a partner's admin has a partner. Nothing was done; leave the partner out, or choose"
        " the other role."
    ),
    "admin.staff.new": N_("Invite somebody"),
    "admin.staff.new_told": N_(
        "The person gets an email with a link, chooses a password by it and is signed in. The link"
        " works once and for 3 days."
    ),
    "admin.staff.no": N_("no"),
    "admin.staff.no_history": N_("Nothing was written down yet."),
    "admin.staff.no_partner": N_("Choose the partner of a partner's admin. Nothing was done."),
    "admin.staff.no_reason": N_("Nothing was done. Say why, as it is written down."),
    "admin.staff.no_sessions": N_("Nowhere at present."),
    "admin.staff.none_found": N_("Nobody fits"),
    "admin.staff.of_none": N_("No partner"),
    "admin.staff.partner_hint": N_("Of a partner's admin alone."),
    "admin.staff.password_chosen": N_("Your password is set. Welcome."),
    "admin.staff.reset_factor": N_("Take the second factor away"),
    "admin.staff.reset_factor_told": N_(
        "For somebody who lost the app and the recovery codes. Make sure that it is the person who"
        " asks: the password alone signs in afterwards. All sessions end."
    ),
    "admin.staff.role_hint": N_(
        "A partner's admin decides for one partner. A super admin may do everything. An operator"
        " reads everything and keeps the system going."
    ),
    "admin.staff.search": N_("Search by name or email address"),
    "admin.staff.send_link": N_("Send a link to choose a password"),
    "admin.staff.sessions": N_("Where the person is signed in"),
    "admin.staff.show_all": N_("Show all staff"),
    "admin.staff.sign_out": N_("Sign out everywhere"),
    "admin.staff.was_changed": N_("The change is made."),
    "admin.staff.was_disabled": N_("The person is kept out, and was signed out everywhere."),
    "admin.staff.was_enabled": N_("The person may come in again."),
    "admin.staff.was_invited": N_("The invitation is on its way to {email}."),
    "admin.staff.was_signed_out": N_("The person was signed out everywhere."),
    "admin.staff.yes": N_("yes"),
    "last-super-admin-stays": N_(
        "This is the last super admin who may come in. Nothing was changed, as nobody could let"
        " others in any more; make somebody else a super admin first."
    ),
    "own-factor-needs-password": N_(
        "Your own second factor is removed on the page Security, with your password. Nothing was"
        " changed."
    ),
    "own-post-is-kept": N_(
        "Nobody keeps themselves out or takes another role. Nothing was changed; ask another admin"
        " to do it."
    ),
    "staff-has-changed": N_(
        "{by} changed this account at {changed_at}, after this page was opened. Nothing was changed"
        " now. Look at what it is by now, and send the form again if it still holds."
    ),
    "staff-is-there-already": N_(
        "Somebody with the address {email} works here already, or did. Nobody was invited; look for"
        " the address in the list, or ask a super admin if it is not shown there."
    ),
    "staff.who": By(
        "partner_id",
        {
            ANY: N_("{name}, {staff_role} of partner {partner_id}"),
            NONE: N_("{name}, {staff_role}"),
        },
    ),
}
