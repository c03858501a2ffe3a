import re
from pathlib import Path

import exeoflow.importers.n8n.expressions
from exeoflow.texts import LANGUAGES
from exeoflow.texts.words import n8n_expression_text

_FOLDER = Path(exeoflow.importers.n8n.expressions.__file__).parent


def test_every_code_that_a_translation_answers_has_words_in_each_language() -> None:
    codes = {
        code
        for file in _FOLDER.glob("*.py")
        for code in re.findall(r'"(expression-[a-z-]+)"', file.read_text())
    }

    assert codes
    assert [
        (language, code)
        for language in LANGUAGES
        for code in sorted(codes)
        if n8n_expression_text(code, language) == code
    ] == []
