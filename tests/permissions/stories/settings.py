"""Keys, credentials and variables."""

from tests.e2e.workflows import chain, node
from tests.permissions.stories.telling import Story, triggered


class Settings(Story):
    """Are made, used and deleted, also while something needs them."""

    def tell(self) -> None:
        """Tell all of them."""
        self._keys_come_and_go()
        self._credentials_come_and_go()
        self._variables_come_and_go()

    def _keys_come_and_go(self) -> None:
        made = self.api.call("POST", "/v1/keys", {"name": "CI", "scopes": ["workflows:read"]})
        assert self.api.get("/v1/keys").status == 200
        assert self.api.call("DELETE", f"/v1/keys/{made.data['id']}").status == 200

    def _credentials_come_and_go(self) -> None:
        bearer = {"name": "CRM", "type": "bearer", "values": {"token": "abc"}}
        credential = self.api.call("POST", "/v1/credentials", bearer).data["id"]
        path = f"/v1/credentials/{credential}"
        naming = chain(node("call", "http_request", url="http://127.0.0.1:9/", credential=credential))
        assert self.api.post("/v1/workflows/validate", naming).data["valid"]
        workflow = self.api.create(naming)
        assert self.api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        assert self.api.call("PUT", f"/v1/workflows/{workflow}", {**naming, "name": "New"}).status == 200
        assert self.api.post(f"/v1/workflows/{workflow}/revisions/1/restore").status == 200
        assert self.api.post(f"/v1/workflows/{workflow}/duplicate", {}).status == 201
        assert self.api.get("/v1/credentials").status == 200
        assert self.api.get(path).data["used_by"] != []
        assert self.api.call("PUT", path, {"values": {"token": "def"}}).status == 200
        assert self.api.post(f"{path}/test", {"url": "http://127.0.0.1:9/"}).data["accepted"] is False
        self._token_is_fetched_for_a_trial()
        assert self.api.call("DELETE", path).status == 409
        self._credential_holds_the_secret_of_a_webhook(credential)
        assert self.api.call("DELETE", f"{path}?force=true").status == 200

    def _credential_holds_the_secret_of_a_webhook(self, credential: str) -> None:
        workflow = self.api.create(triggered("rate(1 hour)"))
        assert self.api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        held = {"authentication": {"type": "bearer", "credential": credential}}
        webhook = self.api.post("/v1/webhooks", {"workflow_id": workflow, "name": "Held", **held}).data["id"]
        assert self.api.call("PUT", f"/v1/webhooks/{webhook}", held).status == 200
        assert self.api.post(f"/webhook/{webhook}", {}, authorization="Bearer def").status < 300
        assert workflow in str(self.api.get(f"/v1/credentials/{credential}").data["used_by"])

    def _token_is_fetched_for_a_trial(self) -> None:
        values = {"token_url": "http://127.0.0.1:9/", "client_id": "a", "client_secret": "b"}
        body = {"name": "O", "type": "oauth2_client_credentials", "values": values}
        made = self.api.call("POST", "/v1/credentials", body).data["id"]
        tried = self.api.post(f"/v1/credentials/{made}/test", {"url": "http://127.0.0.1:9/"})
        assert tried.data["accepted"] is False

    def _variables_come_and_go(self) -> None:
        path = "/v1/variables/region"
        assert self.api.call("PUT", path, {"value": "eu"}).status == 200
        assert self.api.get(path).data["value"] == "eu"
        assert self.api.get("/v1/variables").status == 200
        reading = chain(node("read", "set", values={"region": "{{ $vars.region }}"}))
        assert self.api.post("/v1/workflows/validate", reading).data["valid"]
        assert self.api.run(reading)["output"] == {"region": "eu"}
        workflow = self.api.create(reading)
        tried = self.api.post(f"/v1/workflows/{workflow}/nodes/read/test", {})
        assert tried.data["output"] == {"region": "eu"}
        assert self.api.call("DELETE", path).status == 200
