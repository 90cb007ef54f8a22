"""Talks to the provider of identities: where it lives, a code for a token, and what a token that it
signed says. Everything that it answers is bounded and checked (OpenID Connect Core 1.0)."""

import base64
import hashlib
import json
import time
from collections.abc import Mapping
from hmac import compare_digest
from typing import Annotated, Any, TypeVar
from urllib.parse import quote, urlencode

import httpx2 as httpx
import jwt
from pydantic import BaseModel, Field, ValidationError

from clients.answers import answer_to
from contracts.message import MailAddress
from contracts.staff import SignInElsewhereFailed
from portal.admin.oidc.settings import OidcSettings

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"]
"""Signatures that only the provider can make: none with a secret that both know."""
CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
LEEWAY_SECONDS = 60
KNOWN_SECONDS = 3_600.0
"""How long its addresses and keys are taken for what they were."""
KEYS_AGAIN_SECONDS = 30.0
"""No sooner are they asked for again for a key that is unknown."""
LARGEST_BYTES, LONGEST_SECONDS = 500_000, 10.0
"""Of an answer."""
TIMEOUT = httpx.Timeout(10.0, connect=3.0)
Place = Annotated[str, Field(pattern=r"^https?://[^\s#]+$", max_length=2_000)]
Kind = TypeVar("Kind", bound=BaseModel)


class Places(BaseModel):
    """Of its discovery document, what is used here."""

    issuer: Annotated[str, Field(max_length=500)]
    authorization_endpoint: Place
    token_endpoint: Place
    jwks_uri: Place
    token_endpoint_auth_methods_supported: list[str] = ["client_secret_basic"]


class Tokens(BaseModel):
    id_token: Annotated[str, Field(max_length=20_000)]


class Claims(BaseModel):
    """Of a token whose signature is right. An address that is not verified is nobody's."""

    nonce: str
    aud: str | list[str]
    azp: str | None = None
    email: MailAddress
    email_verified: bool = Field(strict=True)


class Provider:
    """Of one process. Every method raises `SignInElsewhereFailed`."""

    def __init__(
        self, settings: OidcSettings, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._settings = settings
        self._http = httpx.AsyncClient(timeout=TIMEOUT, trust_env=False, transport=transport)
        self._places: tuple[float, Places] | None = None
        self._keys: tuple[float, jwt.PyJWKSet] | None = None

    @property
    def name(self) -> str:
        return self._settings.name

    async def close(self) -> None:
        await self._http.aclose()

    async def way_there(self, *, state: str, nonce: str, verifier: str, back: str) -> str:
        """Where the browser signs in."""
        places = await self._found()
        asked = {
            "response_type": "code",
            "client_id": self._settings.client_id,
            "redirect_uri": back,
            "scope": "openid email",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge_of(verifier),
            "code_challenge_method": "S256",
        }
        mark = "&" if "?" in places.authorization_endpoint else "?"
        return f"{places.authorization_endpoint}{mark}{urlencode(asked)}"

    async def address_of(self, code: str, *, nonce: str, verifier: str, back: str) -> str:
        """The mail address of whoever signed in there, which the provider has verified."""
        places = await self._found()
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "code_verifier": verifier,
        }
        headers, secret = {}, self._settings.client_secret
        if "client_secret_basic" in places.token_endpoint_auth_methods_supported:
            pair = f"{quote(self._settings.client_id, safe='')}:{quote(secret, safe='')}"
            headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
        else:
            form |= {"client_id": self._settings.client_id, "client_secret": secret}
        answered = await self._ask("POST", places.token_endpoint, form=form, headers=headers)
        token = _read(Tokens, answered).id_token
        claims = _read(Claims, json.dumps(await self._verified(token)).encode())
        parties = [claims.aud] if isinstance(claims.aud, str) else claims.aud
        for_us = claims.azp or (parties[0] if len(parties) == 1 else "")
        is_ours = for_us == self._settings.client_id
        if not is_ours or not compare_digest(claims.nonce.encode(), nonce.encode()):
            raise SignInElsewhereFailed("not_ours")
        if not claims.email_verified:
            raise SignInElsewhereFailed("not_verified")
        return claims.email

    async def _verified(self, token: str) -> Mapping[str, Any]:
        try:
            key_id = jwt.get_unverified_header(token).get("kid")
            return jwt.decode(
                token,
                await self._key(key_id),
                algorithms=ALGORITHMS,
                audience=self._settings.client_id,
                issuer=self._settings.issuer,
                leeway=LEEWAY_SECONDS,
                options={"require": CLAIMS},
            )
        except jwt.PyJWTError as error:
            raise SignInElsewhereFailed("not_ours") from error

    async def _key(self, key_id: str | None) -> jwt.PyJWK:
        """Asked for again where the provider may have a new one."""
        for age in (KNOWN_SECONDS, KEYS_AGAIN_SECONDS):
            keys = (await self._known_keys(age)).keys
            named = [key for key in keys if key.key_id == key_id]
            if named:
                return named[0]
            if key_id is None and len(keys) == 1:
                return keys[0]
        raise SignInElsewhereFailed("not_ours")

    async def _known_keys(self, age: float) -> jwt.PyJWKSet:
        if self._keys is None or time.monotonic() - self._keys[0] > age:
            answered = await self._ask("GET", (await self._found()).jwks_uri)
            try:
                self._keys = time.monotonic(), jwt.PyJWKSet.from_json(answered.decode())
            except (jwt.PyJWTError, ValueError) as error:
                raise SignInElsewhereFailed("no_answer") from error
        return self._keys[1]

    async def _found(self) -> Places:
        if self._places and time.monotonic() - self._places[0] < KNOWN_SECONDS:
            return self._places[1]
        issuer = self._settings.issuer
        url = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
        places = _read(Places, await self._ask("GET", url))
        addresses = (places.authorization_endpoint, places.token_endpoint, places.jwks_uri)
        is_plain = any(address.startswith("http:") for address in addresses)
        if places.issuer != issuer or (issuer.startswith("https:") and is_plain):
            raise SignInElsewhereFailed("no_answer")
        self._places = time.monotonic(), places
        return places

    async def _ask(
        self,
        method: str,
        url: str,
        *,
        form: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> bytes:
        sent = {"Accept": "application/json", **(headers or {})}
        if form is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        content = urlencode(form) if form is not None else None
        try:
            answer = await answer_to(
                self._http,
                method,
                url,
                content=content,
                headers=sent,
                largest_bytes=LARGEST_BYTES,
                longest_seconds=LONGEST_SECONDS,
            )
        except httpx.TransportError as error:
            raise SignInElsewhereFailed("no_answer") from error
        if answer.status_code != 200:
            raise SignInElsewhereFailed("no_answer")
        return answer.content


def challenge_of(verifier: str) -> str:
    """RFC 7636."""
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _read(kind: type[Kind], answered: bytes) -> Kind:
    try:
        return kind.model_validate_json(answered)
    except ValidationError as error:
        why = "not_verified" if kind is Claims else "no_answer"
        raise SignInElsewhereFailed(why) from error
