"""What starts workflows: schedules, events and webhooks."""

from typing import Any

from tests.e2e.workflows import ECHO, SLOW
from tests.permissions.stories.telling import WORKSPACE, Story, refusal, triggered


class Triggers(Story):
    """Come, change and go, and start what was stored but not published."""

    def tell(self) -> None:
        """Tell all of them."""
        self._triggers_come_and_go()
        self._webhooks_come_and_go()
        self._who_waits_gets_an_express_run()
        self._events_start()

    def _triggers_come_and_go(self) -> None:
        workflow = self.api.create(triggered("rate(1 hour)"))
        path = f"/v1/workflows/{workflow}"
        assert self.api.post(f"{path}/status", {"status": "active"}).status == 200
        for changed in (triggered("rate(2 hours)"), ECHO, triggered("rate(1 hour)")):
            assert self.api.call("PUT", path, changed).status == 200
        assert self.api.post(f"{path}/status", {"status": "inactive"}).status == 200
        assert self.api.post(f"{path}/status", {"status": "active"}).status == 200
        assert self.api.call("DELETE", path).status == 200

    def _webhooks_come_and_go(self) -> None:
        workflow = self.api.create(triggered("rate(1 hour)"))
        assert self.api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        new = {"workflow_id": workflow, "name": "Orders", "path": "orders/:id"}
        webhook = self.api.post("/v1/webhooks", new).data
        other = self.api.post("/v1/webhooks", new | {"path": "orders/new"}).data
        path = f"/v1/webhooks/{webhook['id']}"
        assert self.api.get(path).status == 200
        assert self.api.call("PUT", path, {"name": "All orders", "path": "all/:id"}).status == 200
        assert self.api.post("/webhook/default/all/7", {}).status == 401
        assert self.api.call("DELETE", f"/v1/webhooks/{other['id']}").status == 200
        token = f"Bearer {webhook['token']}"
        self.store_without_publishing(workflow)
        assert self.api.post(f"/webhook/{webhook['id']}", {}, authorization=token).status < 300
        with self.recorder.before("StartExecution", refusal("InvalidName")):
            assert self.api.post(f"/webhook/{webhook['id']}", {}, authorization=token).status >= 400
        assert self.api.post(f"{path}/rotate").status < 300
        assert self.api.call("DELETE", path).status == 200

    def _who_waits_gets_an_express_run(self) -> None:
        workflow = self.api.create({**triggered("rate(1 hour)"), "settings": {"mode": "auto"}})
        assert self.api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        new = {"workflow_id": workflow, "name": "Waiting", "authentication": {"enabled": False}, "wait": 5}
        webhook = self.api.post("/v1/webhooks", new).data["id"]
        notification = self.notification_of(workflow)
        assert self.api.post(f"/webhook/{webhook}", {}).data["status"] == "success"
        by_hand = self.api.post(f"/v1/workflows/{workflow}/execute?wait=5", {})
        assert by_hand.data["status"] == "success"
        assert self.api.call("DELETE", notification).status == 200
        assert self.api.call("DELETE", f"/v1/workflows/{workflow}").status == 200

    def _events_start(self) -> None:
        workflow = self.api.create(triggered("rate(1 hour)"))
        assert self.api.post(f"/v1/workflows/{workflow}/status", {"status": "active"}).status == 200
        occurrence = {
            "trigger": "schedule",
            "workspace": WORKSPACE,
            "workflow_id": workflow,
            "node_id": "hourly",
        }
        self.store_without_publishing(workflow)
        self.invoke("StartByEvent", {**occurrence, "scheduled_at": "2024-01-20T07:00:00Z"})
        heard = {"id": "story", "source": "shop", "detail-type": "Paid", "detail": {}}
        channel = {"trigger": "channel", "channel": '["shop",""]', "is_own_bus": False}
        self.invoke("StartByEvent", {**channel, "event": heard})
        rule: dict[str, Any] = {"pattern": {"source": ["shop"]}}
        match = {"match": {"trigger": "$trigger.order", "event": "$event.source"}}
        for told in (rule, {**rule, **match}):
            cancelled = self.api.create({**SLOW, "settings": {"cancel_on": [told]}})
            assert self.api.post(f"/v1/workflows/{cancelled}/status", {"status": "active"}).status == 200
            execution = self.api.execute(cancelled, {"order": "shop"})
            self.invoke("StartByEvent", {**channel, "event": heard})
            assert self.api.finished(execution)["status"] == "cancelled"
