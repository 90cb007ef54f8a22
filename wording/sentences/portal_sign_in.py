"""Signing in at the portal: its pages, and why it is refused."""

from collections.abc import Mapping

from wording.marking import ANY, N_, NONE, VIEWER, By, Plural, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "address-is-of-somebody-else": N_(
        "Another customer has this email address. Nothing was changed; take another one, or contact"
        " us if it is yours."
    ),
    "code-is-wrong": N_(
        "This is not the code of the newest email. Nobody was signed in. Look at it once more;"
        " after five tries a new code is needed."
    ),
    "fresh-proof-is-needed": N_(
        "To change how you sign in, give your current password, or sign in with a link by email"
        " just before. Nothing was changed."
    ),
    "hand-over-cannot-be-used": N_(
        "This address has signed somebody in already, or is older than a minute. Nobody was signed"
        " in now. Go back to where you came from and open it anew, or sign in here."
    ),
    "link-cannot-be-used": By(
        VIEWER,
        {
            "customer": N_(
                "This link or its code was used already, is too old, is not whole, or the password"
                " or address was changed since. Nobody was signed in. Have a new one sent to you."
            ),
            "staff": N_(
                "This link was used already, is too old, is not whole, or another one was sent"
                " since. Nobody was signed in. Ask an admin who looks after the staff for a new"
                " one."
            ),
        },
    ),
    "nobody-has-this-address": N_(
        "No customer has this email address any more. Nobody was signed in. Contact us if it is"
        " yours."
    ),
    "password-is-too-easy": N_(
        "This password is among those that are tried first: it is common, of few different"
        " characters, or holds your name or address. Nothing was changed; three or four words that"
        " have nothing in common are a good one."
    ),
    "portal.security.change_email": N_("Send a code to this address"),
    "portal.security.device": N_("Device"),
    "portal.security.device_name": By(
        "system",
        {
            ANY: By("browser", {ANY: N_("{browser} on {system}"), NONE: N_("{system}")}),
            NONE: By("browser", {ANY: N_("{browser}"), NONE: N_("A device we do not know")}),
        },
    ),
    "portal.security.email": N_("Email address"),
    "portal.security.email_now": N_("You sign in with {email}, and our emails go there."),
    "portal.security.end": N_("Sign out there"),
    "portal.security.end_head": N_("Sign out"),
    "portal.security.end_others": N_("Sign out on all other devices"),
    "portal.security.last_seen": N_("Last used"),
    "portal.security.needs_link": N_(
        "To change this here, sign out and sign in with a link by email: for 15 minutes after that"
        " no password is needed."
    ),
    "portal.security.new_email": N_("New email address"),
    "portal.security.new_password": N_("New password"),
    "portal.security.old_password": N_("Current password"),
    "portal.security.others_ended": Plural(
        "{count} other device was signed out.", "{count} other devices were signed out."
    ),
    "portal.security.password": N_("Password"),
    "portal.security.password_hint": N_(
        "10 characters or more. Three or four words that have nothing in common are easy to keep in"
        " mind and hard to guess."
    ),
    "portal.security.password_set": N_("Your password is set. All other devices were signed out."),
    "portal.security.session_ended": N_("The device was signed out."),
    "portal.security.sessions": N_("Where you are signed in"),
    "portal.security.set_password": N_("Set the password"),
    "portal.security.since": N_("Signed in"),
    "portal.security.this_one": N_("This device"),
    "portal.security.title": N_("Security"),
    "portal.sign_in.again": N_("Back to signing in"),
    "portal.sign_in.as_whom": N_("As whom?"),
    "portal.sign_in.choice_gone": N_(
        "That took longer than ten minutes. Nobody was signed in; please sign in once more."
    ),
    "portal.sign_in.code": N_("Code"),
    "portal.sign_in.code_hint": N_("Six digits. They work in this browser only."),
    "portal.sign_in.confirm": N_("Sign in as {email} on this device?"),
    "portal.sign_in.confirm_change": N_("Sign in with {email} from now on?"),
    "portal.sign_in.customer": N_("Customer"),
    "portal.sign_in.customer_number": N_("Customer number {customer_id}"),
    "portal.sign_in.email": N_("Email address"),
    "portal.sign_in.email_changed": N_(
        "Your email address is changed. You sign in with it from now on, and our emails go there."
        " All other devices were signed out."
    ),
    "portal.sign_in.go_on": N_("Continue"),
    "portal.sign_in.gone": N_("This does not work any more"),
    "portal.sign_in.is_it_you": N_("Is it you?"),
    "portal.sign_in.look": N_("Check your email"),
    "portal.sign_in.mailed": By(
        "email",
        {
            ANY: N_(
                "If a customer has the address {email}, an email with a code and a link is on its"
                " way there. Both work once and for 30 minutes."
            ),
            NONE: N_(
                "If a customer has the address, an email with a code and a link is on its way"
                " there. Both work once and for 30 minutes."
            ),
        },
    ),
    "portal.sign_in.new_link": N_("Have a new link sent"),
    "portal.sign_in.nothing_came": N_(
        "Nothing came after a minute? Look in your spam folder, and see whether the address above"
        " is the one that we write to."
    ),
    "portal.sign_in.password": N_("Password"),
    "portal.sign_in.send_link": N_("Send me a link"),
    "portal.sign_in.several": N_(
        "Several customers have this email address. Choose the one whose services and orders you"
        " want to see."
    ),
    "portal.sign_in.signed_out": N_("You are signed out."),
    "portal.sign_in.title": N_("Sign in"),
    "portal.sign_in.without": N_("First time here, or forgot your password?"),
    "portal.sign_in.without_why": N_(
        "Type your email address above. You get an email with a code and a link, and need no"
        " password."
    ),
    "portal.sign_in.yes": N_("Yes, sign in"),
    "portal.sign_in.yes_change": N_("Yes, take this address"),
    "return-address-is-not-allowed": N_(
        "The portal's settings do not allow a return to {return_url}. Nothing was done."
    ),
    "signing-in-is-busy": N_(
        "Too many people are signing in at this moment. The password was not looked at, and nothing"
        " was changed. Please try again in half a minute, or have a link sent to you."
    ),
    "sign-in-data-is-wrong": By(
        VIEWER,
        {
            "customer": N_(
                "Email address and password do not fit together. Nobody was signed in. Try again,"
                " or have a link sent to you, with which you can also set a new password."
            ),
            "staff": N_(
                "Email address and password do not fit together. Nobody was signed in. Try again;"
                " whoever forgot the password is given a new one by an admin who may do so."
            ),
        },
    ),
    "too-many-attempts": By(
        VIEWER,
        {
            "customer": N_(
                "That was tried too often. Nothing was done. Please wait: it works again in"
                " {wait_minutes} min. Whoever forgot the password signs in with a link by email."
            ),
            "staff": N_(
                "That was tried too often. Nothing was done. Please wait: it works again in"
                " {wait_minutes} min."
            ),
        },
    ),
}
