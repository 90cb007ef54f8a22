"""The secrets of a state folder."""

import stat
from pathlib import Path

from stack.state.keys import keep_keys, load_keys


def test_secrets_are_made_once_and_kept_private(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    first = keep_keys(file, ["catalog"])
    later = keep_keys(file, ["catalog", "orders"])
    assert later.token_keys == first.token_keys
    assert later.role_passwords["catalog"] == first.role_passwords["catalog"]
    assert load_keys(file) == later
    assert all(len(secret) >= 32 for secret in later.token_keys.values())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
