"""n8n's expressions, JavaScript between `{{` and `}}`, as JSONata that means the same.

`translate` answers with JSONata where each part has a rule, else with JavaScript for a `code` node, else with
the code of the reason why neither is possible. A rule holds exactly or is not applied; what it can only come
near to it names. The order of the modules: `templates` splits, `parsing` gives a `syntax` tree, `rules`
translates it.
"""

from exeoflow.importers.n8n.expressions.library import with_functions
from exeoflow.importers.n8n.expressions.reads import FILES_OF_NODES, FILES_OF_SOME
from exeoflow.importers.n8n.expressions.translation import translate, translate_by_code
from exeoflow.importers.n8n.expressions.values import (
    ByCode,
    EarlierNode,
    Scope,
    Translated,
    Untranslatable,
)

__all__ = [
    "FILES_OF_NODES",
    "FILES_OF_SOME",
    "ByCode",
    "EarlierNode",
    "Scope",
    "Translated",
    "Untranslatable",
    "translate",
    "translate_by_code",
    "with_functions",
]
