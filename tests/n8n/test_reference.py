"""The page about imports is what the importer does."""

from pathlib import Path

import pytest

from exeoflow.importers.n8n.reasons import REASONS
from exeoflow.importers.n8n.reference import reference
from exeoflow.texts import LANGUAGES
from exeoflow.texts.words import n8n_reason_text

PAGE = Path(__file__).parents[2] / "docs" / "n8n.md"


def test_the_page_is_what_the_tables_say() -> None:
    is_as_written = PAGE.read_text(encoding="utf-8") == reference()
    assert is_as_written, "python -m exeoflow.importers.n8n.reference > docs/n8n.md"


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_has_words_in_every_language(code: str) -> None:
    texts = [n8n_reason_text(code, language) for language in LANGUAGES]

    assert all(text.message and text.hint for text in texts)
    assert len(set(texts)) == len(texts)
