"""The mails about signing in: links with codes, and what their owner has to hear of."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "mail-is-not-repeated": N_(
        "This email held what signs somebody in, which nobody else may have. Nothing was sent; its"
        " reader asks for a new one on the portal's page for signing in."
    ),
    "mail.sign_in.about": N_(
        "Whoever did not ask for this can leave it: without the code or the link nobody gets in."
        " Pass neither on, not even to us."
    ),
    "mail.sign_in.body": N_(
        "Your code: {code}\n\nType it on the page where you asked for it, or open the link below on"
        " any of your devices and confirm there that it is you. Both work once and for 30 minutes."
    ),
    "mail.sign_in.change_body": N_(
        "Your code: {code}\n\nType it on the page where you entered this address, or open the link"
        " below and confirm it there. You then sign in with this address, and our emails go to it."
        " Both work once and for 30 minutes."
    ),
    "mail.sign_in.change_open": N_("Confirm this address"),
    "mail.sign_in.change_subject": N_("Your code to confirm this address: {code}"),
    "mail.sign_in.email_changed": N_(
        "Another email address was given for your customer account and confirmed there. Signing in"
        " and our emails go by it from now on. If that was not you, contact us at once."
    ),
    "mail.sign_in.email_changed_subject": N_("Your email address was changed"),
    "mail.sign_in.new": By(
        "device",
        {
            ANY: N_(
                "Somebody just signed in to your customer account with: {device}. If that was you,"
                " there is nothing to do.\n\nIf it was not, sign in, end that session under"
                " Security and set a new password."
            ),
            NONE: N_(
                "Somebody just signed in to your customer account. If that was you, there is"
                " nothing to do.\n\nIf it was not, sign in, end that session under Security and"
                " set a new password."
            ),
        },
    ),
    "mail.sign_in.new_subject": N_("A new sign-in to your account"),
    "mail.sign_in.notice_about": N_("This email is sent for your safety."),
    "mail.sign_in.open": N_("Sign in"),
    "mail.sign_in.password_changed": N_(
        "The password of your customer account was changed, and all other devices were signed"
        " out.\n\nIf that was not you, sign in with a link by email, set a new password and contact"
        " us."
    ),
    "mail.sign_in.password_changed_subject": N_("Your password was changed"),
    "mail.sign_in.subject": N_("Your code to sign in: {code}"),
}
