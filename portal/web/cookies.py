"""The portal's cookies: which there are, and how each is written."""

from fastapi import Request, Response

YEAR_SECONDS = 365 * 24 * 3600
LONGEST_COOKIE = 4_000


class Cookies:
    """Of one portal. Cookies know no ports, so each portal has names of its own; over https they
    are bound to its host (`__Host-`)."""

    def __init__(self, portal: str, *, is_secure: bool) -> None:
        self._prefix = f"{'__Host-' if is_secure else ''}turnup-{portal}"
        self._is_secure = is_secure

    def read(self, request: Request, name: str) -> str:
        """Empty where there is none, or it is longer than any of ours."""
        value = request.cookies.get(self._name(name), "")
        return value if len(value) <= LONGEST_COOKIE else ""

    def write(
        self, response: Response, name: str, value: str, *, seconds: int = YEAR_SECONDS
    ) -> None:
        response.set_cookie(
            self._name(name),
            value,
            max_age=seconds,
            path="/",
            secure=self._is_secure,
            httponly=True,
            samesite="lax",
        )

    def forget(self, response: Response, name: str) -> None:
        self.write(response, name, "", seconds=0)

    def _name(self, name: str) -> str:
        return f"{self._prefix}-{name}"
