"""The translations: gettext catalogues of the sentences, read as they are written (`.po`).

`python -m wording.catalogues` takes new sentences into each catalogue and drops what is gone.
"""

import gettext
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from contracts.message import Language
from wording.languages import LANGUAGES

HERE = Path(__file__).parent
SENTENCES = HERE / "sentences"
KEYWORDS = {"N_": None, "Plural": (1, 2)}
TRANSLATED: tuple[Language, ...] = tuple(one for one in LANGUAGES if one != "en")
"""English is how the sentences are written."""
WIDTH = 100
HEAD = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"

"""


@cache
def translations(language: Language) -> gettext.NullTranslations:
    """What gives a sentence in this language."""
    if language not in TRANSLATED:
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, catalogue(language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def catalogue(language: Language) -> Catalog:
    with path_of(language).open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: Language) -> Path:
    return HERE / "locales" / f"{language}.po"


def template() -> Catalog:
    """Every sentence that is to be translated."""
    made = Catalog(project="Turnup", charset="utf-8")
    for place, message in _extracted():
        made.add(message, locations=[(place, 0)])
    return made


def _extracted() -> Iterator[tuple[str, str | tuple[str, ...]]]:
    found = extract_from_dir(SENTENCES, [("**.py", "python")], keywords=KEYWORDS)
    for name, _, message, _, _ in sorted(found, key=lambda one: (one[0], one[1])):
        yield f"wording/sentences/{name}", message


def written(language: Language) -> bytes:
    """The catalogue as it is to be: with all sentences, in their order, and none that is gone."""
    known, wanted = catalogue(language), template()
    known.update(wanted, no_fuzzy_matching=True)
    known.obsolete.clear()
    text = io.BytesIO()
    write_po(text, known, width=WIDTH, omit_header=True, include_lineno=False)
    head = HEAD.format(language=language, plurals=known.plural_forms)
    return head.encode() + text.getvalue()


if __name__ == "__main__":
    for language in TRANSLATED:
        path_of(language).write_bytes(written(language))
