"""What the admins' portal says."""

from collections.abc import Mapping

from wording.marking import N_, Sentence

SENTENCES: Mapping[str, Sentence] = {
    "admin.menu.start": N_("Start page"),
    "admin.start.role": N_("Role"),
    "admin.start.title": N_("Start page"),
    "admin.start.who": N_("Signed in as"),
}
