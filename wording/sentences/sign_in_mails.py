"""The mails about signing in: links with codes, and what their owner has to hear of."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Sentence

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
    "mail.sign_in.factor_removed": N_(
        "The second factor of your staff account was removed. The password alone signs in"
        " now.\n\nIf that was not you, set a new password under Security and tell an admin who"
        " looks after the staff."
    ),
    "mail.sign_in.factor_reset": N_(
        "{by} took the second factor of your staff account away. The password alone signs in until"
        " you set up another one under Security.\n\nIf you did not ask for it, tell another admin"
        " at once."
    ),
    "mail.sign_in.factor_set_up": N_(
        "A second factor was set up for your staff account, and is asked for at each sign-in from"
        " now on. All other devices were signed out.\n\nIf that was not you, tell an admin who"
        " looks after the staff at once."
    ),
    "mail.sign_in.factor_subject": N_("Your second factor was changed"),
    "mail.sign_in.invited": N_(
        "A customer account was made for you: with it you see your services, orders and"
        " invoices.\n\nOpen the link below on any of your devices and confirm there that it is you."
        " It needs no password; you can set one under Security. The link works once and for 3 days."
        " After that, the page behind it sends you a new one."
    ),
    "mail.sign_in.invited_about": N_(
        "Whoever did not expect this can leave it: without the link nobody gets in. Pass it on to"
        " nobody, not even to us."
    ),
    "mail.sign_in.invited_subject": N_("Your customer account"),
    "mail.sign_in.guessed": N_(
        "Somebody asked for codes to sign in with this email address and typed wrong ones, several"
        " times. The wrong codes let nobody in.\n\nIf that was you, ask for a new code, or open the"
        " link in the email. If it was not, there is nothing to do: whoever does not read your"
        " emails does not get in. Pass no code on to anybody, and contact us if it does not"
        " stop.\n\nWe write this once a day at most."
    ),
    "mail.sign_in.guessed_subject": N_("Wrong codes were typed to sign in as you"),
    "mail.sign_in.new": By(
        VIEWER,
        {
            "customer": By(
                "device",
                {
                    ANY: N_(
                        "Somebody just signed in to your customer account with: {device}. If that"
                        " was you, there is nothing to do.\n\nIf it was not, sign in, end that"
                        " session under Security and set a new password."
                    ),
                    NONE: N_(
                        "Somebody just signed in to your customer account. If that was you, there"
                        " is nothing to do.\n\nIf it was not, sign in, end that session under"
                        " Security and set a new password."
                    ),
                },
            ),
            "staff": By(
                "device",
                {
                    ANY: N_(
                        "Somebody just signed in to your staff account with: {device}. If that was"
                        " you, there is nothing to do.\n\nIf it was not, sign in, end that session"
                        " under Security, set a new password and tell an admin who looks after the"
                        " staff."
                    ),
                    NONE: N_(
                        "Somebody just signed in to your staff account. If that was you, there is"
                        " nothing to do.\n\nIf it was not, sign in, end that session under"
                        " Security, set a new password and tell an admin who looks after the staff."
                    ),
                },
            ),
        },
    ),
    "mail.sign_in.new_subject": N_("A new sign-in to your account"),
    "mail.sign_in.notice_about": N_("This email is sent for your safety."),
    "mail.sign_in.open": N_("Sign in"),
    "mail.sign_in.password_changed": By(
        VIEWER,
        {
            "customer": N_(
                "The password of your customer account was changed, and all other devices were"
                " signed out.\n\nIf that was not you, sign in with a link by email, set a new"
                " password and contact us."
            ),
            "staff": N_(
                "The password of your staff account was changed, and all other devices were signed"
                " out.\n\nIf that was not you, have an admin who looks after the staff keep the"
                " account out at once."
            ),
        },
    ),
    "mail.sign_in.password_changed_subject": N_("Your password was changed"),
    "mail.sign_in.staff": N_(
        "{by} lets you into the admins' portal. Open the link below and choose the password with"
        " which you sign in there, as {email}.\n\nThe link works once and for 3 days. After that,"
        " ask for another one."
    ),
    "mail.sign_in.staff_open": N_("Choose a password"),
    "mail.sign_in.staff_subject": N_("Your way into the admins' portal"),
    "mail.sign_in.subject": N_("Your code to sign in: {code}"),
}
