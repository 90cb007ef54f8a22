"""The files under portal/static: read once, compressed once, and never to be asked for again."""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import Request, Response

from chassis.problems import not_found

ROOT = Path(__file__).parents[1] / "static"
SERVED = {".css", ".js", ".svg", ".png", ".ico", ".woff2", ".webmanifest", ".txt"}
FOREVER = "public, max-age=31536000, immutable"
PREFIX = "/static"


@dataclass(frozen=True)
class Asset:
    content: bytes
    compressed: bytes
    media_type: str


@cache
def assets() -> dict[str, Asset]:
    """By their paths."""
    files = [path for path in sorted(ROOT.rglob("*")) if path.suffix in SERVED]
    return {path.relative_to(ROOT).as_posix(): _read(path) for path in files}


@cache
def edition() -> str:
    """Of all files together: a part of each address, so that a changed file has another one."""
    parts = (name.encode() + asset.content for name, asset in assets().items())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


def address_of(path: str) -> str:
    """What a template writes. Raises `LookupError` for a file that is not there."""
    if path not in assets():
        raise LookupError(f"portal/static has no {path}")
    return f"{PREFIX}/{edition()}/{path}"


async def serve_asset(request: Request) -> Response:
    """Also under the address of an older edition, of a page that was rendered before a deploy; only
    the present one may be kept."""
    asset = assets().get(request.path_params["path"])
    if asset is None:
        raise not_found("page")
    is_present = request.path_params["edition"] == edition()
    headers = {
        "Cache-Control": FOREVER if is_present else "no-cache",
        "Vary": "Accept-Encoding",
    }
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.compressed, media_type=asset.media_type, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)


def _read(path: Path) -> Asset:
    content = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    if path.suffix == ".js":
        media_type = "text/javascript"
    return Asset(content, gzip.compress(content, 9, mtime=0), media_type)
