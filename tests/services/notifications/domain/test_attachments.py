"""A file is what its ending says and its beginning proves; its name can do no harm."""

import pytest

from contracts.attachments import FileIsNotAccepted, FilesAreTooLarge, WrittenFile
from services.notifications.domain.attachments import attached

PNG = b"\x89PNG\r\n\x1a\n0000"
PDF = b"%PDF-1.7\n"
JPEG = b"\xff\xd8\xff\xe0"
WEBP = b"RIFF0000WEBPVP8 "
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def file(name: str, content: bytes = PNG) -> WrittenFile:
    return WrittenFile(name=name, content=content)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.png", PNG, "image/png"),
        ("a.PDF", PDF, "application/pdf"),
        ("a.jpg", JPEG, "image/jpeg"),
        ("a.jpeg", JPEG, "image/jpeg"),
        ("a.webp", WEBP, "image/webp"),
        ("a.txt", "Grüße\n".encode(), "text/plain"),
        ("a.txt", "Grüße\n".encode("cp1252"), "text/plain"),
        ("a.csv", b"\xef\xbb\xbfa;b\r\n1;2\r\n", "text/csv"),
    ],
)
def test_what_its_ending_says_is_kept(name: str, content: bytes, media_type: str) -> None:
    [kept] = attached([file(name, content)])
    assert (kept.media_type, kept.content, kept.size_bytes) == (media_type, content, len(content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.svg", SVG),
        ("a.html", b"<html>"),
        ("a.exe", b"MZ"),
        ("a.zip", b"PK\x03\x04"),
        ("a", PNG),
        ("png", PNG),
        ("a.png.html", PNG),
        ("a.png", SVG),
        ("a.png", PDF),
        ("a.pdf", b"<html>" + PDF),
        ("a.pdf", b"\n" + PDF),
        ("a.webp", b"RIFF0000AVI "),
        ("a.txt", SVG),
        ("a.csv", b"\xef\xbb\xbf \n<!DOCTYPE html><script>"),
        ("a.txt", b"<?xml version='1.0'?>"),
        ("a.txt", PNG + b"\x00"),
        ("a.txt", "UTF-16".encode("utf-16")),
        ("a.gpj.\u202eexe", JPEG),
    ],
)
def test_whatever_is_something_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(FileIsNotAccepted):
        attached([file("good.png"), file(name, content)])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\temp\\box.png", "box.png"),
        ("a\r\nSet-Cookie: x=1.png", "a Set-Cookie_ x=1.png"),
        ('a"; filename="evil.exe.png', "a__ filename=_evil.exe.png"),
        ("\u202egnp.exe.png", "gnp.exe.png"),
        (".png", "file.png"),
        ("a.png\x00", "a.png"),
        ("....png", "file.png"),
        (".htaccess.png", "htaccess.png"),
        ("Straße 1.PNG", "Straße 1.png"),
        ("名前.png", "名前.png"),
        ("x" * 190 + ".png", "x" * 100 + ".png"),
    ],
)
def test_a_name_keeps_nothing_that_leads_elsewhere(given: str, kept: str) -> None:
    assert attached([file(given)])[0].name == kept


def test_the_files_of_a_message_have_a_bound_together() -> None:
    large = PNG.ljust(4_000_000, b"0")
    assert len(attached([file("1.png", large), file("2.png", large)])) == 2
    with pytest.raises(FilesAreTooLarge):
        attached([file(f"{n}.png", large) for n in range(3)])
