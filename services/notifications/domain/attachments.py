"""Which files may be attached, and under which name. A file is what its ending says and its first
bytes prove; whatever a browser would run is refused."""

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from contracts.attachments import (
    LARGEST_FILES_BYTES,
    FileIsNotAccepted,
    FilesAreTooLarge,
    WrittenFile,
)
from contracts.characters import replace_unseen

LONGEST_STEM = 100
UNSAFE = re.compile(r'[<>:"|?*\u200c\u200d%;\']')
"""What file systems or headers give a meaning."""
CONTROLS = frozenset(range(32)) - frozenset(b"\t\n\f\r")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True)
class Attachment:
    """A file as it is kept."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str
    content: bytes


@dataclass(frozen=True)
class StoredFile:
    """What whoever may see it gets of a file."""

    name: str
    media_type: str
    content: bytes


def _begins(*beginnings: bytes) -> Callable[[bytes], bool]:
    return lambda content: content.startswith(beginnings)


def _is_webp(content: bytes) -> bool:
    return content.startswith(b"RIFF") and content[8:12] == b"WEBP"


def _is_text(content: bytes) -> bool:
    """Of no markup, whatever it calls itself."""
    start = content.removeprefix(BYTE_ORDER_MARK).lstrip()
    return not CONTROLS & set(content) and not start.startswith(b"<")


_is_jpeg = _begins(b"\xff\xd8\xff")
KINDS: dict[str, tuple[str, Callable[[bytes], bool]]] = {
    ".pdf": ("application/pdf", _begins(b"%PDF-")),
    ".png": ("image/png", _begins(b"\x89PNG\r\n\x1a\n")),
    ".jpg": ("image/jpeg", _is_jpeg),
    ".jpeg": ("image/jpeg", _is_jpeg),
    ".webp": ("image/webp", _is_webp),
    ".txt": ("text/plain", _is_text),
    ".csv": ("text/csv", _is_text),
}


def attached(files: Sequence[WrittenFile]) -> list[Attachment]:
    """All as they are kept. Raises `FileIsNotAccepted` and `FilesAreTooLarge`."""
    if sum(len(file.content) for file in files) > LARGEST_FILES_BYTES:
        raise FilesAreTooLarge("of_message", most_bytes=LARGEST_FILES_BYTES)
    return [_attached(file) for file in files]


def _attached(file: WrittenFile) -> Attachment:
    named = _seen_name(file.name)
    stem, dot, ending = named.rpartition(".")
    media_type, fits = KINDS.get(dot + ending.lower(), ("", None))
    if fits is None or not fits(file.content):
        raise FileIsNotAccepted(name=named)
    name = f"{stem.strip('. ')[:LONGEST_STEM] or 'file'}.{ending.lower()}"
    digest = hashlib.sha256(file.content).hexdigest()
    return Attachment(name, media_type, len(file.content), digest, file.content)


def _seen_name(given: str) -> str:
    """On one line, without a path and what is unseen or has a meaning."""
    last = re.split(r"[/\\]", given)[-1]
    return " ".join(UNSAFE.sub("_", replace_unseen(last, " ")).split())
