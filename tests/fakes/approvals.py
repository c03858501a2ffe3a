"""Approvals and announcements in memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from exeoflow.model.approval import AnswerDelivery, Approval, Decision
from exeoflow.model.json import JsonObject
from exeoflow.model.page import Page, PageRequest


@dataclass
class FakeApprovalStore:
    """Keeps approvals by id."""

    approvals: dict[str, Approval] = field(default_factory=dict)
    put_back: dict[str, datetime] = field(default_factory=dict)

    def add(self, approval: Approval) -> Approval:
        return self.approvals.setdefault(approval.id, approval)

    def get(self, approval_id: str) -> Approval | None:
        return self.approvals.get(approval_id)

    def pending(self, execution_id: str) -> Sequence[Approval]:
        found = (each for each in self.approvals.values() if each.execution_id == execution_id)
        return sorted(
            (each for each in found if each.decision is None and each.delivery is None),
            key=lambda each: each.requested_at,
        )

    def open_in(self, workspace: str, now: datetime, page: PageRequest) -> Page[Approval]:
        found = sorted(
            (
                each
                for each in self.approvals.values()
                if each.workspace == workspace and each.is_awaited and now < each.expires_at
                if each.decision is None and each.delivery is None
            ),
            key=lambda each: (each.requested_at, each.id),
        )
        return Page(tuple(found[page.offset : page.offset + page.limit]), len(found), page)

    def decide(self, approval: Approval, decision: Decision) -> Approval | None:
        stored = self.approvals.get(approval.id)
        if stored is not None and stored.decision is None:
            stored = replace(stored, decision=decision, delivery=AnswerDelivery.UNDER_WAY)
            self.approvals[approval.id] = stored
        return stored

    def settle(self, approval: Approval, delivery: AnswerDelivery) -> None:
        if approval.id in self.approvals:
            self.approvals[approval.id] = replace(self.approvals[approval.id], delivery=delivery)

    def hand_over(self, approval: Approval, taken_by: str) -> Approval | None:
        stored = self.approvals.get(approval.id)
        if stored is None or stored.task_token not in {approval.task_token, taken_by}:
            return None
        changes = {name: getattr(approval, name) for name in ("node_id", "task_token", "expires_at")}
        self.approvals[approval.id] = replace(stored, **changes)
        return self.approvals[approval.id]

    def remove(self, approval: Approval) -> None:
        self.approvals.pop(approval.id, None)

    def undelivered(self, before: datetime) -> Sequence[str]:
        under_way = (each for each in self.approvals.values() if each.delivery is AnswerDelivery.UNDER_WAY)
        late = [
            (self.put_back.get(each.id, each.decision.decided_at), each.id)
            for each in under_way
            if each.decision
        ]
        return [approval_id for decided_at, approval_id in sorted(late) if decided_at < before]

    def postpone(self, approval_id: str, until: datetime) -> None:
        self.put_back[approval_id] = until


@dataclass
class FakeAnnouncements:
    """Remembers what was told."""

    told: list[tuple[str, JsonObject]] = field(default_factory=list)

    def announce(self, detail_type: str, detail: JsonObject) -> None:
        self.told.append((detail_type, detail))
