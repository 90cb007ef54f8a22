"""Refusals of tickets, and of mail on its way."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "file-is-not-accepted": N_(
        "The file {name} is not accepted. Only PDF, PNG, JPEG, WebP, TXT and CSV files are, whose"
        " content is what the name's ending says. Nothing was written."
    ),
    "files-are-too-large/of_message": N_(
        "The files of one message may hold {most_bytes} bytes together. Nothing was written; send"
        " them in several messages."
    ),
    "files-are-too-large/of_ticket": N_(
        "The files of one ticket may hold {most_bytes} bytes together. Nothing was written; open"
        " another ticket for more."
    ),
    "internal-note-is-for-staff": N_(
        "Internal notes are for the provider's staff. Nothing was written; send it as a public"
        " message."
    ),
    "mail-is-still-tried": N_(
        "The mail is still on its way. It was not sent a second time; wait until it is sent or"
        " given up."
    ),
    "request-is-malformed/no_customer": N_(
        "Say in customer_id for whom the ticket is. Nothing was written."
    ),
    "service-is-unavailable/document_away": N_(
        "The document that goes with the mail cannot be had at the moment. The mail waits for it,"
        " an hour at most."
    ),
    "service-is-unavailable/mail_not_taken": N_(
        "The mail server did not take the mail ({error}). It is tried again."
    ),
    "service-is-unavailable/mail_without_tls": N_(
        "The mail server offers no TLS (STARTTLS), so it was not sent the password of"
        " TURNUP_SMTP_URL. Enable TLS there, or write smtps:// if it speaks TLS from the start."
        " Nothing is lost: the mail is tried again."
    ),
    "service-is-unavailable/recipients_deferred": N_(
        "The mail server put recipients off: {answers}"
    ),
    "too-many-tickets-are-open": N_(
        "You have {most} open tickets. No other was opened; write into one of them, please."
    ),
}
