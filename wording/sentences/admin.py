"""What the admins' portal says."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.elsewhere.sign_in": N_("Sign in with {provider}"),
    "admin.menu.approvals": N_("Approvals"),
    "admin.menu.start": N_("Start page"),
    "admin.second.app": N_("Authenticator app"),
    "admin.second.app_text": N_(
        "Let your authenticator app read this code. It then shows codes of six digits that change"
        " every 30 seconds."
    ),
    "admin.second.begin": N_("Set up a second factor"),
    "admin.second.by_hand": N_("Or type this key into the app:"),
    "admin.second.confirm": N_("Confirm"),
    "admin.second.confirm_hint": N_("What the app shows now. From then on it is asked for."),
    "admin.second.confirmed": N_(
        "The second factor is set up, and asked for at each sign-in. All other devices were signed"
        " out."
    ),
    "admin.second.drawn": N_("The key as a QR code"),
    "admin.second.hint": N_("Of your authenticator app, or one of your recovery codes."),
    "admin.second.is_needed": N_(
        "A second factor is needed here. Set one up first; all other pages are open to you after"
        " that."
    ),
    "admin.second.is_off": N_(
        "Without it, whoever learns your password can sign in. With it, a code of an app on your"
        " phone is needed as well."
    ),
    "admin.second.is_on": N_("A code of your authenticator app is asked for at each sign-in."),
    "admin.second.name": N_("Second factor"),
    "admin.second.open_app": N_("Open the app on this device"),
    "admin.second.recovery": N_("Recovery codes"),
    "admin.second.recovery_text": N_(
        "Keep these where your phone is not: each stands in for a code once. They are not shown"
        " again after you have confirmed."
    ),
    "admin.second.remove": N_("Remove the second factor"),
    "admin.second.removed": N_("The second factor is removed. The password alone signs you in."),
    "admin.second.title": N_("One more step"),
    "admin.second.too_late": N_(
        "That took longer than five minutes. Nobody was signed in; please sign in once more."
    ),
    "admin.start.failed_mails": N_("Mails that were given up"),
    "admin.start.failed_refunds": N_("Refunds that failed"),
    "admin.start.flagged": N_("A person must look"),
    "admin.start.open_offline": N_("Offline payments that have not come"),
    "admin.start.orders": N_("Orders"),
    "admin.start.overdue": N_("Escalated"),
    "admin.start.payments": N_("Money"),
    "admin.start.role": N_("Role"),
    "admin.start.stuck_messages": N_("Messages that are stuck"),
    "admin.start.system": N_("System"),
    "admin.start.title": N_("Start page"),
    "admin.start.waiting": N_("Wait for a decision"),
    "admin.start.unanswered_tickets": N_("Tickets that wait for an answer"),
    "admin.start.who": N_("Signed in as"),
    "admin.start.words": N_("Tickets and mails"),
    "sign-in-elsewhere-failed/denied": N_(
        "You were not let in there. Nobody was signed in; try again, or sign in with your password."
    ),
    "sign-in-elsewhere-failed/no_answer": N_(
        "The place where you sign in gave no usable answer. Nobody was signed in; try again in a"
        " minute, or sign in with your password."
    ),
    "sign-in-elsewhere-failed/not_ours": N_(
        "This answer does not belong to a sign-in that was begun in this browser within the last"
        " ten minutes. Nobody was signed in; please try again."
    ),
    "sign-in-elsewhere-failed/not_verified": N_(
        "You have no email address there that was verified. Nobody was signed in; sign in with your"
        " password, or ask whoever looks after the accounts there."
    ),
    "sign-in-elsewhere-failed/unknown": N_(
        "Nobody with the email address that you have there works here. Nobody was signed in; ask an"
        " admin who looks after the staff."
    ),
    "second-code-is-wrong": N_(
        "This is not the app's present code, or it was used already. Nothing was done. Wait for the"
        " next one, or take a recovery code that is still unused."
    ),
}
