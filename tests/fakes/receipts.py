"""Receipts of requests in memory."""

from dataclasses import dataclass, field, replace

from exeoflow.service.ports.stores.receipts import RequestReceipt


@dataclass
class FakeReceipts:
    """Keeps receipts for ever."""

    kept: dict[tuple[str, str, str], RequestReceipt] = field(default_factory=dict)

    def begin(self, receipt: RequestReceipt) -> RequestReceipt:
        return self.kept.setdefault(_place(receipt), receipt)

    def end(self, receipt: RequestReceipt) -> None:
        self.kept[_place(receipt)] = replace(receipt, is_done=True)


def _place(receipt: RequestReceipt) -> tuple[str, str, str]:
    return receipt.workspace, receipt.operation, receipt.key
