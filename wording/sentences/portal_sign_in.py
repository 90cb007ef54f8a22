"""Signing in at the portal: its pages, and why it is refused."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "address-is-of-somebody-else": N_(
        "Another customer has this mail address. Nothing was changed; take another one, or contact"
        " us if it is yours."
    ),
    "code-is-wrong": N_(
        "This is not the code of the newest mail. Nobody was signed in. Look at it once more; after"
        " five tries a new code is needed."
    ),
    "fresh-proof-is-needed": N_(
        "To change how you sign in, give your present password, or sign in with a link by mail just"
        " before. Nothing was changed."
    ),
    "hand-over-cannot-be-used": N_(
        "This address has signed somebody in already, or is older than a minute. Nobody was signed"
        " in now. Go back to where you came from and open it anew, or sign in here."
    ),
    "link-cannot-be-used": N_(
        "This link or its code was used already, is older than 30 minutes, or is not whole. Nobody"
        " was signed in. Have a new one sent to you."
    ),
    "nobody-has-this-address": N_(
        "No customer has this mail address any more. Nobody was signed in. Contact us if it is"
        " yours."
    ),
    "password-is-too-easy": N_(
        "This password is among those that are tried first: it is common, of few different"
        " characters, or holds your name or address. Nothing was changed; three or four words that"
        " have nothing in common are a good one."
    ),
    "return-address-is-not-allowed": N_(
        "The portal's settings do not allow a return to {return_url}. Nothing was done."
    ),
    "sign-in-data-is-wrong": N_(
        "Mail address and password do not fit together. Nobody was signed in. Try again, or have a"
        " link sent to you, with which you can also set a new password."
    ),
    "too-many-attempts": N_(
        "That was tried too often. Nothing was done. Please wait: it works again in"
        " {wait_minutes} min. Whoever forgot the password signs in with a link by mail."
    ),
}
