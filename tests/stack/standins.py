"""Tiny processes in place of the services: they serve `/readyz` and tell what they were given."""

import json
import os
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from stack.processes import ProcessSpec

_MODULE = "tests.stack.standins"
TABLE = (
    ProcessSpec("catalog", _MODULE, 8101, "TURNUP_CATALOG_URL", has_schema=True),
    ProcessSpec("simulator", _MODULE, 8105, has_folder=True, is_gateway=True),
    ProcessSpec("worker", _MODULE, 8106),
)
BROKEN = (ProcessSpec("broken", "tests.stack.no_such_module", 8101),)


class _Handler(BaseHTTPRequestHandler):
    """`/readyz` answers 200; any path returns the environment and pid as JSON."""

    def do_GET(self) -> None:
        body = json.dumps({"pid": os.getpid(), "environment": dict(os.environ)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        return


def main() -> None:
    # A service may start threads: the supervisor must have forked it without any.
    threading.Thread(target=threading.Event().wait, daemon=True).start()
    ThreadingHTTPServer(("127.0.0.1", int(os.environ["TURNUP_PORT"])), _Handler).serve_forever()


if __name__ == "__main__":
    main()
