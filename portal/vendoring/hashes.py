"""What the vendored files are, so that nobody changes one unseen: SHA-256 as `sha256sum` has it."""

from hashlib import sha256
from pathlib import Path

VENDORED = Path(__file__).parents[1] / "static" / "vendor"
HASHES = VENDORED / "SHA256SUMS"


def hashes() -> str:
    """Of each vendored file, by name."""
    files = sorted(path for path in VENDORED.iterdir() if path != HASHES)
    return "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
