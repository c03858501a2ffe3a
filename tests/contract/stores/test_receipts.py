"""What everything does that remembers requests."""

from dataclasses import replace
from datetime import UTC, datetime

from exeoflow.service.ports.stores.receipts import Receipts, RequestReceipt

NOW = datetime(2024, 1, 20, 10, tzinfo=UTC)
RECEIPT = RequestReceipt("acme", "create_webhook", "key", "hash", "chance", NOW)


def test_the_first_receipt_of_a_key_stays(receipts: Receipts) -> None:
    assert receipts.begin(RECEIPT) == RECEIPT
    later = replace(RECEIPT, request_hash="other", chance="new", begun_at=NOW.replace(hour=11))
    assert receipts.begin(later) == RECEIPT

    receipts.end(RECEIPT)

    assert receipts.begin(later) == replace(RECEIPT, is_done=True)


def test_keys_are_told_apart_by_workspace_and_operation(receipts: Receipts) -> None:
    receipts.begin(RECEIPT)
    receipts.end(RECEIPT)

    for other in (
        replace(RECEIPT, workspace="other"),
        replace(RECEIPT, operation="rotate_webhook_token"),
        replace(RECEIPT, key="other"),
    ):
        assert receipts.begin(other) == other
