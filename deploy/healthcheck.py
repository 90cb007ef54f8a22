"""Asks the process of its container whether it can do its work; exits 1 when not. What it prints,
`docker inspect` shows: each check, with what is wrong and how to mend it."""

import os
import sys
from urllib.error import URLError
from urllib.request import urlopen

TIMEOUT_SECONDS = 4


def main() -> int:
    address = f"http://127.0.0.1:{os.environ['TURNUP_PORT']}/readyz"
    try:
        with urlopen(address, timeout=TIMEOUT_SECONDS) as answer:
            sys.stdout.write(answer.read().decode(errors="replace") + "\n")
    except (URLError, OSError) as error:
        # HTTPError is a URLError with the body, which lists what is not ready.
        body = error.read().decode(errors="replace") if hasattr(error, "read") else ""
        sys.stderr.write(f"{error} {body}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
