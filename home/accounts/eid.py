"""E-ID by OpenID Connect: what is asked of the provider, and what its answer must hold before it is believed.

allauth carries state and PKCE and finds the account. Stricter here: the provider comes from the settings alone,
the signature of every identity token is checked, a nonce ties the token to this browser, and of all that the
provider tells only who (issuer and subject), how surely and at what address is read.
"""

import base64
import hashlib
from functools import cached_property
from typing import Any

import jwt
from allauth.account.internal.emailkit import valid_email_or_none
from allauth.account.utils import get_next_redirect_url
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.adapter import get_adapter as get_eid_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Client, OAuth2Error
from allauth.socialaccount.providers.oauth2.utils import generate_code_challenge
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language

from home.accounts import eid_pages
from home.accounts.assurance import level_of_acr
from home.accounts.eid_arrival import arrive
from home.accounts.eid_pages import ProviderAway

# Signatures by a key that only the provider has; never one by a secret that we share with it.
SIGNATURES = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
NEEDED_CLAIMS = ["iss", "sub", "aud", "exp", "iat", "nonce"]
NEEDED_ENDPOINTS = {"authorization_endpoint", "token_endpoint", "jwks_uri"}
CLOCKS_MAY_DIFFER = 30
LONGEST_SUBJECT = 191


def nonce_for(code_verifier: str) -> str:
    """The nonce of a sign-in, made from the secret that PKCE keeps in the session anyway."""
    digest = hashlib.sha256(b"nonce " + code_verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


class EidOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    """The conversation with the provider."""

    nonce = ""

    def fetch(self, url: str, **headers: str) -> dict[str, Any]:
        """An object that the provider serves as JSON. Raises `requests.RequestException` or `ProviderAway`."""
        with get_eid_adapter().get_requests_session() as session:
            answer = session.get(url, headers=headers)
            answer.raise_for_status()
            found = answer.json()
        if not isinstance(found, dict):
            raise ProviderAway("not an object")
        return found

    @cached_property
    def openid_config(self) -> dict[str, Any]:
        """What the provider says of itself (OpenID Connect Discovery 1.0, section 4.3)."""
        config = self.fetch(self.get_provider().server_url)
        if config.get("issuer") != settings.EID["issuer"] or not config.keys() >= NEEDED_ENDPOINTS:
            raise ProviderAway("another issuer, or an endpoint missing")
        return config

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """The address that the provider sends people back to, in their language."""
        return request.build_absolute_uri(reverse("eid_callback"))

    def get_access_token_data(
        self,
        request: HttpRequest,
        app: SocialApp,
        client: OAuth2Client,
        pkce_code_verifier: str | None = None,
    ) -> dict[str, Any]:
        """Change the code for tokens, noting which nonce the identity token must hold."""
        self.nonce = nonce_for(pkce_code_verifier or "")
        return super().get_access_token_data(request, app, client, pkce_code_verifier)

    def complete_login(
        self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """Who has come, how surely, and at which address, from a token that holds. Raises `OAuth2Error`."""
        claims = self.verified_claims(app, str(kwargs["response"].get("id_token")))
        login = self.get_provider().sociallogin_from_response(request, {"id_token": {"sub": claims["sub"]}})
        login.level = level_of_acr(claims.get("acr"))
        login.email, login.email_is_verified = self.address(claims, token)
        return login

    def verified_claims(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """The claims of an identity token (OpenID Connect Core 1.0, section 3.1.3.7). Raises `OAuth2Error`."""
        try:
            wanted = jwt.get_unverified_header(id_token).get("kid")
            keys = jwt.PyJWKSet.from_dict(self.fetch(self.openid_config["jwks_uri"])).keys
            fitting = [key for key in keys if wanted is None or key.key_id == wanted]
            if len(fitting) != 1:
                raise OAuth2Error("no key, or more than one, fits the signature")
            claims = jwt.decode(
                id_token,
                fitting[0],
                algorithms=SIGNATURES,
                audience=app.client_id,
                issuer=settings.EID["issuer"],
                leeway=CLOCKS_MAY_DIFFER,
                options={"require": NEEDED_CLAIMS},
            )
        except jwt.PyJWTError as error:
            raise OAuth2Error(type(error).__name__) from error
        if claims["nonce"] != self.nonce or claims.get("azp", app.client_id) != app.client_id:
            raise OAuth2Error("the token was made for someone else")
        if not 0 < len(claims["sub"]) <= LONGEST_SUBJECT:
            raise OAuth2Error("the subject is empty or too long")
        return claims

    def address(self, claims: dict[str, Any], token: SocialToken) -> tuple[str, bool]:
        """The e-mail address that the provider gives, if any, and whether it says that it is hers."""
        if "email" not in claims and "userinfo_endpoint" in self.openid_config:
            told = self.fetch(self.profile_url, Authorization=f"Bearer {token.token}")
            if told.get("sub") != claims["sub"]:
                raise OAuth2Error("told about someone else")
            claims = told
        email = claims.get("email")
        address = valid_email_or_none(email.lower()) if isinstance(email, str) else None
        return address or "", claims.get("email_verified") is True


class EidProvider(OpenIDConnectProvider):
    """What is asked of the provider, and nothing that a visitor could add to an address."""

    oauth2_adapter_class = EidOAuth2Adapter

    def get_default_scope(self) -> list[str]:
        """Who, and the address. No name and no personal identity number."""
        return ["openid", "email"]

    def get_auth_params(self) -> dict[str, str]:
        """The levels that we know, the highest first, and the language."""
        levels: dict[str, int] = settings.EID["levels"]
        wanted = sorted(levels, key=lambda acr: -levels[acr])
        return {"acr_values": " ".join(wanted), "ui_locales": get_language() or "sv"}

    def get_pkce_params(self) -> dict[str, str]:
        """PKCE, always, and the nonce made from its secret."""
        params = generate_code_challenge()
        return {**params, "nonce": nonce_for(params["code_verifier"])}

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Nothing of what the provider tells is kept beside issuer and subject."""
        return {}

    def redirect_from_request(self, request: HttpRequest) -> HttpResponse:
        """Send the browser to the provider."""
        return self.redirect(request, AuthProcess.LOGIN, next_url=get_next_redirect_url(request))


class EidAccountAdapter(DefaultSocialAccountAdapter):
    """One provider, named in the settings; pages of the house for whatever goes wrong."""

    def get_app(self, request: HttpRequest, provider: str, client_id: str | None = None) -> SocialApp:
        """The provider, whatever the database holds."""
        if not settings.EID:
            raise SocialApp.DoesNotExist
        return SocialApp(
            provider=EidProvider.id,
            # Names the issuer, so that the same subject elsewhere is another person.
            provider_id=settings.EID["issuer"],
            name=settings.EID["name"],
            client_id=settings.EID["client_id"],
            secret=settings.EID["secret"],
            settings={"server_url": settings.EID["issuer"].rstrip("/")},
        )

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> EidProvider:
        """The provider, with our ways of asking."""
        return EidProvider(request, app=self.get_app(request, provider))

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let the person in, or show her the page that stands between."""
        response = arrive(request, sociallogin)
        if response:
            raise ImmediateHttpResponse(response)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: EidProvider,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """A page that says what happened and how to go on, whatever went wrong."""
        state = (extra_context or {}).get("state") or {}
        raise ImmediateHttpResponse(
            eid_pages.cancelled(request, state.get("next"))
            if error == AuthError.CANCELLED
            else eid_pages.problem(request, exception, next_url=state.get("next"))
        )
