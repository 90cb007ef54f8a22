"""A small provider of identities: lets one person in at once, and answers as it is told to."""

import base64
import time
from dataclasses import dataclass, field
from typing import Annotated, Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from fastapi import FastAPI, Header, HTTPException, Request
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

from portal.admin.oidc.provider import challenge_of

ISSUER = "https://login.test"
CLIENT_ID, CLIENT_SECRET = "turnup:desk", "a secret/of the client"
KEYS: dict[str, Any] = {
    "RS256": rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": ec.generate_private_key(ec.SECP256R1()),
}


@dataclass
class IdentityProvider:
    email: str
    algorithm: str = "RS256"
    claims: dict[str, Any] = field(default_factory=dict)
    """In place of the right ones; None leaves one out."""
    discovery: dict[str, Any] = field(default_factory=dict)
    """The same of its discovery document."""
    signing_key: Any = None
    """Another one than it has published."""
    published: list[str] = field(default_factory=lambda: list(KEYS))
    is_away: bool = False
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked_for: list[str] = field(default_factory=list)

    def lets_in(self, way_there: str) -> str:
        """Path and query by which its browser comes back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(way_there).query).items()}
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        back = urlsplit(asked["redirect_uri"])
        return f"{back.path}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, nonce: str) -> str:
        now = int(time.time())
        right = {
            "iss": ISSUER,
            "sub": "248289761001",
            "aud": CLIENT_ID,
            "exp": now + 300,
            "iat": now,
            "nonce": nonce,
            "email": self.email,
            "email_verified": True,
        }
        claims = {k: v for k, v in {**right, **self.claims}.items() if v is not None}
        key: Any = KEYS.get(self.algorithm) if self.signing_key is None else self.signing_key
        return jwt.encode(claims, key, self.algorithm, headers={"kid": self.algorithm})

    def app(self) -> FastAPI:
        app = FastAPI()

        @app.middleware("http")
        async def may_be_away(request: Request, go_on: Any) -> Any:
            self.asked_for.append(request.url.path)
            if self.is_away:
                raise HTTPException(503)
            return await go_on(request)

        @app.get("/.well-known/openid-configuration")
        async def discovery() -> dict[str, Any]:
            right = {
                "issuer": ISSUER,
                "authorization_endpoint": f"{ISSUER}/authorize?tenant=7",
                "token_endpoint": f"{ISSUER}/token",
                "jwks_uri": f"{ISSUER}/keys",
            }
            return {**right, **self.discovery}

        @app.get("/keys")
        async def keys() -> dict[str, Any]:
            return {"keys": [_public(name) for name in self.published]}

        @app.post("/token")
        async def token(
            request: Request, authorization: Annotated[str, Header()] = ""
        ) -> dict[str, str]:
            form = {k: v[0] for k, v in parse_qs((await request.body()).decode()).items()}
            if authorization:
                pair = base64.b64decode(authorization.removeprefix("Basic ")).decode()
                assert pair == "turnup%3Adesk:a%20secret%2Fof%20the%20client"
            else:
                assert (form["client_id"], form["client_secret"]) == (CLIENT_ID, CLIENT_SECRET)
            asked = self.codes.pop(form["code"], None)
            if asked is None or challenge_of(form["code_verifier"]) != asked["code_challenge"]:
                raise HTTPException(400)
            assert form["redirect_uri"] == asked["redirect_uri"]
            return {"id_token": self.token(asked["nonce"]), "token_type": "Bearer"}

        return app


def _public(name: str) -> dict[str, Any]:
    kind = RSAAlgorithm if name == "RS256" else ECAlgorithm
    made = kind.to_jwk(KEYS[name].public_key(), as_dict=True)
    return {**made, "kid": name, "alg": name, "use": "sig"}
