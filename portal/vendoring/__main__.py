"""`python -m portal.vendoring`: fetches the packages of package.json (npm), and writes what pages
need of them, purged by the classes that the templates use.
"""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.vendoring.hashes import HASHES, VENDORED, hashes
from portal.vendoring.sprite import sprite

HERE = Path(__file__).parent
PORTAL = HERE.parent
COPIED = {
    "htmx.js": "htmx.org/dist/htmx.min.js",
    "hx-sse.js": "htmx.org/dist/ext/hx-sse.min.js",
    "htmx.LICENSE.txt": "htmx.org/LICENSE",
    "icons.LICENSE.txt": "lucide-static/LICENSE",
}
"""Tabler's package has no licence text with it: `tabler.LICENSE.txt` is its repository's."""


def renew(work: Path) -> None:
    """Everything anew, by way of an empty folder."""
    for name in ("package.json", "package-lock.json", "purge.mjs"):
        shutil.copy(HERE / name, work)
    _run(work, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    packages = work / "node_modules"
    for name, source in COPIED.items():
        shutil.copyfile(packages / source, VENDORED / name)
    (VENDORED / "icons.svg").write_text(sprite(packages / "lucide-static" / "icons"))
    templates = sorted(str(path) for path in PORTAL.rglob("*.html"))
    own = str(PORTAL / "static" / "portal.css")
    (VENDORED / "tabler.css").write_text(
        _run(work, "node", "purge.mjs", str(HERE / "kept.json"), own, *templates)
    )
    HASHES.write_text(hashes())


def _run(work: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=work, check=True, capture_output=True, text=True)  # noqa: S603 - names of our own
    return done.stdout


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        renew(Path(folder))
