"""What identity has still to do after it answered: the mails, of which no secret is kept here."""

from typing import Literal

from chassis.topics import Topic
from contracts.message import Language, Message

NoticeKind = Literal[
    "new_sign_in",
    "password_changed",
    "email_changed",
    "second_factor_set_up",
    "second_factor_removed",
    "second_factor_reset",
]


class LinkAsked(Message):
    link_id: str
    language: Language


class NoticeDue(Message):
    account_id: str
    email: str
    kind: NoticeKind
    device: str = ""
    by: str = ""


class StaffInvited(Message):
    link_id: str
    language: Language
    by: str


class CodesGuessed(Message):
    """Wrong codes were typed again and again: whoever has the link's address is told."""

    link_id: str


LINK_ASKED = Topic("link_asked", LinkAsked)
STAFF_INVITED = Topic("staff_invited", StaffInvited)
NOTICE_DUE = Topic("sign_in_notice_due", NoticeDue)
CODES_GUESSED = Topic("codes_guessed", CodesGuessed)
