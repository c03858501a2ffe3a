"""Nodes that reach for what is outside."""

from tests.e2e.webhooks import activated, hooked
from tests.e2e.workflows import chain, node
from tests.integration.http_request.loopback import serving
from tests.permissions.stories.telling import Story

_PLACE = {"bucket": "for-workflows-default-none", "key": "a.json"}
_KEPT = node("w", "file", operation="write")


class Nodes(Story):
    """Reach for buckets, files, secrets and tokens that are not there."""

    def tell(self) -> None:
        """Tell all of them."""
        self._text_is_put()
        self._files_of_webhooks_are_kept()
        self._answers_are_kept_in_files()
        self._files_are_used()
        self._secret_is_read()
        self._token_is_fetched_and_refused()

    def _text_is_put(self) -> None:
        put = node("put", "storage", operation="put", body="text", **_PLACE)
        assert self.api.run(chain(put))["error"]["code"].startswith("S3.")

    def _files_of_webhooks_are_kept(self) -> None:
        hook = hooked(node("echo", "set", values={"got": "{{ $trigger.body }}"}))
        hook["nodes"][0]["config"] |= {"body_type": "binary", "keep_files": True}
        assert activated(self.api, hook).send({"n": 1}).status == 202

    def _answers_are_kept_in_files(self) -> None:
        read = node("r", "file", operation="read", file="{{ $input.file }}")
        put = node("p", "storage", operation="put", body="{{ $input }}", **_PLACE)
        get = node("g", "storage", operation="get", as_file=True, **_PLACE)
        with serving() as server:
            server.routes["/"] = lambda call: call.answer(200, b"[1]", content_type="application/json")
            url = f"http://127.0.0.1:{server.port}/"
            fetch = node("f", "http_request", url=url, response="file")
            send = node("s", "http_request", url=url, method="POST", body="{{ $input }}")
            assert self.api.run(chain(_KEPT, send))["status"] == "success"
            refused = self.api.run(chain(fetch, read, _KEPT, put))["error"]
        assert (refused["node_id"], refused["code"][:3]) == ("p", "S3.")
        assert self.api.run(chain(get))["error"]["code"].startswith("S3.")

    def _files_are_used(self) -> None:
        code = node("c", "code", source="return $input", files="contents", response="file")
        # moto runs no function for who asks Lambda itself.
        assert self.api.run(chain(_KEPT, code))["status"] == "failed"
        mail = {"sender": "shop@example.com", "to": "a@example.com", "subject": "s", "text": "t"}
        sent = node("m", "email", **mail, attachments=[{"filename": "a", "content": "{{ $input }}"}])
        # Whoever sends must be known to SES.
        assert self.api.run(chain(_KEPT, sent))["error"]["code"].startswith("SesV2.")
        text = node("t", "file", operation="write", value="n\n1\n")
        rows = node("rows", "parse", format="csv")
        assert self.api.run(chain(text, rows))["output"] == [{"n": "1"}]

    def _secret_is_read(self) -> None:
        request = node("call", "http_request", url="http://127.0.0.1:9/", credential="crm")
        assert self.api.run(chain(request))["error"]["code"] == "Http.CredentialNotFound"

    def _token_is_fetched_and_refused(self) -> None:
        with serving() as server:
            server.routes["/token"] = lambda call: call.answer(
                200, b'{"access_token": "abc", "expires_in": 3600}'
            )
            server.routes["/"] = lambda call: call.answer(401)
            place = f"http://127.0.0.1:{server.port}"
            values = {"token_url": f"{place}/token", "client_id": "me", "client_secret": "hush"}
            new = {"name": "API", "type": "oauth2_client_credentials", "values": values}
            credential = self.api.call("POST", "/v1/credentials", new).data["id"]
            request = node("call", "http_request", url=f"{place}/", credential=credential)
            assert self.api.run(chain(request))["error"]["code"] == "Http.Status401"
            assert [each.path for each in server.received] == ["/token", "/", "/token", "/"]
