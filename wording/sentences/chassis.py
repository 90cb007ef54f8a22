"""Refusals that every service may answer, and those of the ways between them."""

from collections.abc import Mapping

from wording.marking import ANY, N_, VIEWER, By, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "action-is-not-allowed/in_person": N_(
        "Only the customer can do this, not somebody who is here for support. Nothing was done."
    ),
    "action-is-not-allowed/needs_another": N_(
        "This needs another caller ({needed}); the caller is: {actor_kind}. Nothing was done."
    ),
    "action-is-not-allowed/no_partner": N_(
        "The token names no partner for its caller ({actor_kind}). Nothing was done."
    ),
    "cursor-is-invalid": N_("The cursor is not one of ours; start from the first page."),
    "fault.date_from_datetime_parsing": N_("this is no day; write it like 2023-01-14"),
    "fault.date_parsing": N_("this is no day; write it like 2023-01-14"),
    "fault.enum": N_("this has to be {expected}"),
    "fault.extra_forbidden": N_("there is no such field"),
    "fault.greater_than_equal": N_("this has to be {ge} or more"),
    "fault.int_from_float": N_("this has to be a whole number"),
    "fault.int_parsing": N_("this has to be a whole number"),
    "fault.int_type": N_("this has to be a whole number"),
    "fault.json_invalid": N_("this is no JSON"),
    "fault.less_than_equal": N_("this has to be {le} or less"),
    "fault.literal_error": N_("this has to be {expected}"),
    "fault.missing": N_("this is missing"),
    "fault.string_pattern_mismatch": N_("this has to match {pattern}"),
    "fault.string_too_long": N_("this may have {max_length} characters at most"),
    "fault.string_too_short": N_("this needs {min_length} characters at least"),
    "fault.string_type": N_("this has to be a text"),
    "fault.too_long": N_("this may have {max_length} entries at most"),
    "fault.too_short": N_("this needs {min_length} entries at least"),
    "idempotency-key-is-missing": N_(
        "This request needs an Idempotency-Key header of 1 to {most} characters, the same on every"
        " retry. Nothing was done."
    ),
    "idempotency-key-is-reused": N_(
        "The Idempotency-Key {key} came before with another request. Nothing was done; use a new"
        " key for a new request."
    ),
    "internal-error": By(
        VIEWER,
        {
            "customer": N_("Something went wrong on our side. Please try again shortly."),
            ANY: N_(
                "Something broke on our side and was logged; a retry with the same Idempotency-Key"
                " is safe."
            ),
        },
    ),
    "message-is-not-stuck/done": N_("The message was delivered or dismissed. Nothing was done."),
    "message-is-not-stuck/still_tried": N_("The message is still tried. Nothing was done."),
    "outage": N_(
        "Something on our side does not answer at the moment. Nothing is lost; please try again"
        " shortly."
    ),
    "object-is-not-found": N_("There is no such {what}. Nothing was done."),
    "partner-is-not-named": N_(
        "Two partners may have a customer of this name. Nothing was read; say whose it is with"
        " partner_id."
    ),
    "request-is-in-flight": N_(
        "The first request with this Idempotency-Key is still being worked on. Ask again in a"
        " second with the same key."
    ),
    "request-is-malformed/as_read": N_(
        "{at}: {message}. Nothing was done; correct it and send it again."
    ),
    "request-is-malformed/not_storable": N_(
        "The request holds a value that cannot be stored, such as a NUL character or a number out"
        " of range. Nothing was done."
    ),
    "request-is-too-large": N_(
        "A body may hold at most {most_bytes} bytes here. Nothing was done."
    ),
    "service-is-unavailable/bad_answer": N_(
        "The service {service} answered {answered}. Nothing is known to have been done."
    ),
    "service-is-unavailable/connection_broke": N_(
        "The database connection broke. Try again shortly; a retry is safe."
    ),
    "service-is-unavailable/database_away": N_(
        "The database does not answer. Nothing is known to have been done; try again shortly."
    ),
    "service-is-unavailable/no_answer": N_(
        "The service {service} does not answer ({error}). Whether it acted is unknown; a retry with"
        " the same key is safe."
    ),
    "service-is-unavailable/no_page": N_("The page at {url} does not answer."),
    "service-is-unavailable/temporal_away": N_(
        "Temporal does not answer ({error}). The step is kept and delivered later."
    ),
    "service-is-unavailable/workflow_ended_by_hand": N_(
        "The workflow of {workflow} was ended by hand before its order was done. Start it again"
        " (`./turnup order restart`): {signal} is kept, and delivered once it runs again."
    ),
    "service-is-unavailable/workflow_not_started": N_(
        "Temporal does not start {workflow}: {error}. It is tried again."
    ),
    "service-is-unavailable/workflow_starts_soon": N_(
        "The workflow of {workflow} has not started yet; its start is on the way."
    ),
    "token-is-missing-or-invalid/invalid": N_(
        "The bearer token is expired, malformed, good for too long, not for this service alone or"
        " of a caller that it does not know or that may not act as this actor. Nothing was done;"
        " sign a new one and send it as Authorization: Bearer …"
    ),
    "token-is-missing-or-invalid/missing": N_(
        "The request carries no bearer token. Nothing was done; sign one and send it as"
        " Authorization: Bearer …"
    ),
}
