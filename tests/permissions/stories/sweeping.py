"""What others left half done."""

from datetime import timedelta

from tests.e2e.workflows import ECHO, SLOW
from tests.permissions.stories.telling import (
    RECORDING,
    Story,
    failing_for,
    later,
    refusal,
    triggered,
)


class Sweeping(Story):
    """Lost ends and remains are found hours later."""

    def tell(self) -> None:
        """Tell all of them."""
        self._lost_ends_and_remains_are_swept()
        self._what_cannot_be_settled_is_put_back()

    def _lost_ends_and_remains_are_swept(self) -> None:
        helper = self.api.create(ECHO)
        failing = self.api.create(failing_for(helper))
        notification = self.notification_of(failing)
        with self.recorder.cut_off(RECORDING):
            lost = self.api.execute(self.api.create(ECHO))
            failed = self.api.execute(failing)
            self.wait_for_all_tries(lost)
            self.wait_for_all_tries(failed)
        self.api.execute(self.api.create(SLOW))
        deleted = self.api.create(ECHO)
        assert self.api.call("DELETE", f"/v1/workflows/{deleted}").status == 200
        with later(timedelta(hours=2)):
            self.invoke("SweepExecutions", {"id": "story"})
        self.first_execution_of(helper)
        assert self.api.call("DELETE", notification).status == 200

    def _what_cannot_be_settled_is_put_back(self) -> None:
        activated, deleted = self.api.create(triggered("rate(1 hour)")), self.api.create(ECHO)
        with self.recorder.before("ListRules", refusal("ThrottlingException")):
            path = f"/v1/workflows/{activated}"
            assert self.api.post(f"{path}/status", {"status": "active"}).status == 200
            assert self.api.call("DELETE", f"/v1/workflows/{deleted}").status == 200
            with later(timedelta(hours=1)):
                self.invoke("SweepExecutions", {"id": "story"})
        assert self.api.call("DELETE", path).status == 200
