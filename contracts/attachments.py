"""Files in tickets: what may be attached, how much of it, and how it travels in JSON."""

import base64
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from contracts.message import Command, Id, Message, Name
from contracts.problems import Problem

LARGEST_FILE_BYTES = 5_000_000
LARGEST_FILES_BYTES = 10_000_000
"""Of one message."""
LARGEST_TICKET_BYTES = 50_000_000
"""Of all files in one ticket."""
MOST_FILES = 10
"""In one message."""
LARGEST_MESSAGE_BODY_BYTES = 14_000_000
"""Of a request that holds files, which are a third larger in base64."""
_LONGEST_CONTENT = (LARGEST_FILE_BYTES + 2) // 3 * 4


def _decoded(content: object) -> object:
    if not isinstance(content, str):
        return content
    if len(content) > _LONGEST_CONTENT:
        raise ValueError(f"should hold at most {LARGEST_FILE_BYTES} bytes")
    try:
        return base64.b64decode(content, validate=True)
    except ValueError as error:
        raise ValueError("should be base64 as RFC 4648 writes it") from error


def _encoded(content: bytes) -> str:
    return base64.b64encode(content).decode()


FileContent = Annotated[
    bytes,
    Field(min_length=1, max_length=LARGEST_FILE_BYTES),
    BeforeValidator(_decoded),
    PlainSerializer(_encoded, when_used="json"),
    WithJsonSchema(
        {"type": "string", "contentEncoding": "base64", "maxLength": _LONGEST_CONTENT},
    ),
]
"""In JSON as base64."""


class WrittenFile(Command):
    """A file as it is sent along with a message. Its name says what it is (`.pdf`, `.png`, `.jpg`,
    `.webp`, `.txt` or `.csv`), and its content must be that."""

    name: Name
    content: FileContent


class AttachmentView(Message):
    """What is said of a file; its content is read by itself."""

    id: Id
    name: str
    """Safe to save under: no path, nothing unseen, and the ending of what it is."""
    media_type: str
    size_bytes: int
    sha256: str


class FileIsNotAccepted(Problem):
    """Its name has another ending, or its content is not what the ending says. Facts: name."""

    status = 422


class FilesAreTooLarge(Problem):
    """Those of one message, or of one ticket. Facts: most_bytes."""

    status = 413
