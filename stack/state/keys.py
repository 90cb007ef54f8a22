"""The secrets of one state folder: made once, kept readable by their owner only."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Keys:
    """Token keys by key id, webhook secret, the gateway's API key, and each role's password."""

    token_keys: dict[str, str] = field(
        default_factory=lambda: {f"local-{secrets.token_hex(3)}": secrets.token_urlsafe(48)}
    )
    webhook_secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    gateway_api_key: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    role_passwords: dict[str, str] = field(default_factory=dict)


def load_keys(file: Path) -> Keys:
    """Raises FileNotFoundError when the stack never ran here."""
    return Keys(**json.loads(file.read_text()))


def keep_keys(file: Path, roles: list[str]) -> Keys:
    """Loads the keys and adds what is missing: the file itself, a secret or a role's password."""
    keys = load_keys(file) if file.exists() else Keys()
    missing = [role for role in roles if role not in keys.role_passwords]
    keys.role_passwords |= {role: secrets.token_urlsafe(24) for role in missing}
    text = json.dumps(asdict(keys), indent=2)
    if not file.exists() or file.read_text() != text:
        write_private(file, text)
    return keys


def write_private(file: Path, text: str) -> None:
    """Replaces the file at once; it is never, not even for a moment, readable by others."""
    draft = file.with_name(f"{file.name}.{os.getpid()}.draft")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)
