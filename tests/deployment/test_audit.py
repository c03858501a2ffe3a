import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_exception_to_the_audit_says_why_it_is_one() -> None:
    skipped = re.findall(r"^  - (\S+)(?: # (.+))?$", (ROOT / ".checkov.yaml").read_text(), flags=re.MULTILINE)

    assert skipped
    assert [check for check, reason in skipped if not reason] == []
