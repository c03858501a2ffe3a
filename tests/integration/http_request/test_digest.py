"""The challenges of HTTP's digest authentication (RFC 7616, and RFC 2069 before it)."""

import hashlib

import pytest

from exeoflow.http_request.errors import ConnectionFailed, HttpRequestFailed
from exeoflow.model.credential import CredentialKind
from tests.integration.http_request.credentialed import PASSWORD, World
from tests.integration.http_request.loopback import Call, LoopbackServer


class DigestServer:
    """Asks for digest authentication and checks each answer by itself, with another hash than the client."""

    def __init__(self, challenge: str, algorithm: str, *, uses: int = 100) -> None:
        self.challenge, self.algorithm, self.uses = challenge, algorithm, uses
        self.nonces = 0
        self.counts: list[str] = []

    def __call__(self, call: Call) -> None:
        given = call.received.headers.get("authorization", "")
        fields = {
            name.strip(): value.strip('"')
            for name, _, value in (part.partition("=") for part in given.removeprefix("Digest ").split(", "))
        }
        nonce = f"nonce{self.nonces}"
        if given and fields["nonce"] == nonce and len(self.counts) < self.uses * (self.nonces + 1):
            self.counts.append(fields.get("nc", ""))
            call.answer(200 if fields["response"] == self._expected(call, fields) else 403)
            return
        stale = ""
        if given:
            self.nonces += 1
            stale = ", stale=true"
        challenge = self.challenge.replace("NONCE", f"nonce{self.nonces}") + stale
        call.answer(401, www_authenticate=challenge)

    def _expected(self, call: Call, fields: dict[str, str]) -> str:
        def digest(text: str) -> str:
            return hashlib.new(self.algorithm, text.encode(), usedforsecurity=False).hexdigest()

        first = digest(f"{fields['username']}:{fields['realm']}:{PASSWORD}")
        if fields.get("algorithm", "").endswith("-sess"):
            first = digest(f"{first}:{fields['nonce']}:{fields['cnonce']}")
        asked = f"{call.received.method}:{fields['uri']}"
        if fields.get("qop") == "auth-int":
            asked += f":{digest(call.received.body.decode())}"
        middle = [fields[name] for name in ("nc", "cnonce", "qop") if name in fields]
        return digest(":".join([first, fields["nonce"], *middle, digest(asked)]))


@pytest.mark.parametrize(
    ("challenge", "algorithm"),
    [
        ('Digest realm="r", nonce="NONCE"', "md5"),
        ('Digest realm="a \\"b\\"", qop="auth,auth-int", nonce="NONCE", opaque="o", algorithm=MD5', "md5"),
        ('Basic realm="r", Digest realm="r", qop="auth-int", nonce="NONCE", algorithm=SHA-256', "sha256"),
        ('digest realm="r",qop=auth,nonce="NONCE",algorithm="MD5-sess"', "md5"),
        (
            (
                'Digest realm="r", qop="auth", nonce="x", algorithm=WHIRLPOOL, '
                'Digest realm="r", qop="auth", nonce="NONCE", algorithm=SHA-256-sess'
            ),
            "sha256",
        ),
    ],
)
def test_digest_answers_every_usual_challenge(
    server: LoopbackServer, world: World, challenge: str, algorithm: str
) -> None:
    server.routes["/a b"] = server.routes["/a%20b"] = DigestServer(challenge.replace('\\"', ""), algorithm)
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    answer = world.run("/a b?x=1", credential=credential, method="POST", body={"n": 1})

    assert answer["status"] == 200
    assert PASSWORD not in str([each.headers for each in server.received])


def test_digest_counts_its_requests_with_one_nonce(server: LoopbackServer, world: World) -> None:
    last = DigestServer('Digest realm="r", qop="auth", nonce="NONCE"', "md5")
    server.routes["/last"] = last

    def first(call: Call) -> None:
        if "authorization" in call.received.headers:
            call.answer(302, location="/last")
        else:
            last(call)

    server.routes["/"] = first
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    assert world.run(credential=credential)["status"] == 200
    assert "nc=00000001" in server.received[1].headers["authorization"]
    assert last.counts == ["00000002"]


def test_digest_takes_a_new_nonce_for_a_stale_one(server: LoopbackServer, world: World) -> None:
    asked = DigestServer('Digest realm="r", qop="auth", nonce="NONCE"', "md5", uses=0)

    def renewed(call: Call) -> None:
        asked.uses = 1 if len(server.received) > 2 else 0
        asked(call)

    server.routes["/"] = renewed
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    assert world.run(credential=credential)["status"] == 200
    assert asked.counts == ["00000001"]
    assert len(server.received) == 3


def test_a_wrong_password_is_refused_after_one_answer(server: LoopbackServer, world: World) -> None:
    server.routes["/"] = lambda call: call.answer(
        401, www_authenticate='Digest realm="r", nonce="n", qop="auth"'
    )
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    with pytest.raises(HttpRequestFailed, match="answered 401"):
        world.run(credential=credential)
    assert len(server.received) == 2


def test_a_server_that_always_has_another_nonce_is_given_up(server: LoopbackServer, world: World) -> None:
    challenge = 'Digest realm="r", nonce="n", qop="auth", stale=true'
    server.routes["/"] = lambda call: call.answer(401, www_authenticate=challenge)
    credential = world.keep(CredentialKind.DIGEST, {"username": "Ada", "password": PASSWORD})

    with pytest.raises(ConnectionFailed, match="again and again"):
        world.run(credential=credential)
