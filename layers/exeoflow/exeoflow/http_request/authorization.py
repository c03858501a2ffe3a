"""From the credentials that a node names to the session in which its request is sent."""

from dataclasses import replace
from typing import Final

from exeoflow.http_request.authentication import authentication_of
from exeoflow.http_request.authentication.oauth2 import Ask, OAuth2
from exeoflow.http_request.authentication.scheme import Authentication, custom
from exeoflow.http_request.authentication.tls import tls_context
from exeoflow.http_request.credentials import Credentials
from exeoflow.http_request.errors import CredentialUnusable
from exeoflow.http_request.exchange.session import Session
from exeoflow.http_request.messages.request import CredentialName, Request
from exeoflow.http_request.messages.url import Url
from exeoflow.model.credential import Credential, CredentialKind, is_credential_id

# Of a node's time, for one question to a server of tokens: its silence is told before that of the node's
# own server would be.
_TIME_FOR_TOKENS: Final = 0.9


def session_with(request: Request, workspace: str, credentials: Credentials, ask: Ask) -> Session:
    """Return the session of a request that names credentials; `ask` sends questions for tokens.

    Raises CredentialNotFound, and CredentialUnusable for a credential that may not be sent to the host.
    """
    session = Session(request.url)
    if request.credential is not None:
        named = request.credential
        if not is_credential_id(named.name):
            session.authentication = _plain(named, credentials.secret(workspace, named.name))
        else:
            usable = _usable(credentials.credential(workspace, named.name), request.url)
            _add(session, usable, credentials, _within(request.timeout * _TIME_FOR_TOKENS, ask))
    if request.tls is not None:
        own = _usable(credentials.credential(workspace, request.tls), request.url)
        if own.kind is not CredentialKind.TLS:
            raise CredentialUnusable("the credential that `tls` names is not of the type tls")
        session.tls = tls_context(own.values)
    return session


def _within(seconds: float, ask: Ask) -> Ask:
    return lambda asked: ask(replace(asked, timeout=min(asked.timeout, seconds)))


def _add(session: Session, credential: Credential, credentials: Credentials, ask: Ask) -> None:
    if credential.kind is CredentialKind.TLS:
        session.tls = tls_context(credential.values)
        return
    session.authentication = authentication_of(credential, lambda found: OAuth2(found, credentials, ask))


def _plain(named: CredentialName, secret: str) -> Authentication:
    return custom({named.header: f"{named.scheme} {secret}".strip()}, {}, secret)


def _usable(credential: Credential, url: Url) -> Credential:
    if credential.allowed_hosts and not any(is_host_of(url.host, each) for each in credential.allowed_hosts):
        raise CredentialUnusable(f"the credential may not be sent to {url.host}")
    return credential


def is_host_of(host: str, allowed: str) -> bool:
    """Return whether a host is one that is allowed: by its name, or below `*.example.com`.

    >>> is_host_of("api.example.com", "*.example.com"), is_host_of("example.com", "*.example.com")
    (True, False)
    """
    host, allowed = host.lower(), allowed.lower()
    return host.endswith(allowed[1:]) if allowed.startswith("*.") else host == allowed
