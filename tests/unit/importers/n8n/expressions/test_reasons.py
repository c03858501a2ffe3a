import re
from pathlib import Path

import exeoflow.importers.n8n
from exeoflow.texts import LANGUAGES
from exeoflow.texts.words import n8n_expression_text

_FOLDER = Path(exeoflow.importers.n8n.__file__).parent
_OF_NODES = {"expression-approximated", "expression-too-long", "expression-unsupported"}
_WHAT = re.compile(r'"expression-(?:approximated|unsupported)"[^()]*?what="([^"]*)"')


def test_every_code_that_a_translation_answers_has_words_in_each_language() -> None:
    sources = [file.read_text() for file in _FOLDER.rglob("*.py")]
    codes = {code for text in sources for code in re.findall(r'"(expression-[a-z0-9-]+)"', text)} - _OF_NODES
    given = {code for text in sources for code in _WHAT.findall(text)}

    assert {"expression-base64", "expression-syntax"} <= codes
    assert "code" in given
    assert [
        (language, code)
        for language in LANGUAGES
        for code in sorted(codes | given)
        if n8n_expression_text(code, language) == code
    ] == []
