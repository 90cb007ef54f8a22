"""What is drawn holds each dark module of the code, and no other."""

import re

import segno

from portal.admin.security.qr import QUIET, drawn

TEXT = "otpauth://totp/Turnup%3Aada%40provider.example?secret=" + "ABCDEFGH" * 4 + "&issuer=Turnup"


def test_the_path_is_the_code_with_a_quiet_zone() -> None:
    made = drawn(TEXT)
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z", made.path)
    assert "".join(f"M{x} {y}h{n}v1h-{m}z" for x, y, n, m in runs) == made.path
    dark = {(int(x) + step, int(y)) for x, y, n, _ in runs for step in range(int(n))}
    rows = segno.make(TEXT, error="m", micro=False).matrix
    wanted = {
        (x + QUIET, y + QUIET) for y, row in enumerate(rows) for x, one in enumerate(row) if one
    }
    assert dark == wanted
    assert made.side == len(rows) + 2 * QUIET
    assert all(n == m for _, _, n, m in runs)


def test_it_begins_with_the_pattern_that_readers_look_for() -> None:
    assert drawn(TEXT).path.startswith(f"M{QUIET} {QUIET}h7v1h-7z")
