"""Finds the texts of a configuration that hold expressions, whether the configuration is valid or not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple, get_args

from exeoflow.code.mentions import mentions_in
from exeoflow.expressions import (
    OPEN,
    Expression,
    ExpressionFault,
    Reference,
    parse_expression,
    parse_template,
)
from exeoflow.nodes.fields import CodeSource, Config, Templated, WholeExpression

Path = tuple[str | int, ...]
# What JSON is made of comes first: asking for an abstract class takes ten times as long.
_OBJECTS: Final = (dict, Mapping)
_LISTS: Final = (list, tuple, Sequence)
_MODELS: Final = (dict, Config, Mapping)
_Role = Templated | WholeExpression | CodeSource | type[Config]


class ConfigText(NamedTuple):
    """One string of a configuration and the way to it; `whole` is set if it is one expression as a whole.

    It is code if `language` is set.
    """

    path: Path
    text: str
    whole: WholeExpression | None = None
    language: str | None = None

    @property
    def is_joined(self) -> bool:
        """Whether its parts are joined to a text, in which what yields nothing is empty."""
        return self.whole is None and self.language is None and parse_template(self.text).sole is None

    def parse(self) -> tuple[Expression, ...]:
        """Its expressions, in their order; raises `ExpressionFault`."""
        if self.language is not None:
            return (_code_expression(self.language, self.text),)
        if self.whole is not None:
            return (parse_expression(self.text),)
        return parse_template(self.text).expressions if OPEN in self.text else ()


def _code_expression(language: str, source: str) -> Expression:
    """Code as an expression that reads what it names; raises `ExpressionFault` for nodes without a name."""
    references: list[Reference] = []
    for mention in mentions_in(language, source):
        if mention.root == "nodes" and not mention.name:
            length = mention.end - mention.start
            raise ExpressionFault("code-nodes-unnamed", {}, mention.start, length)
        references.append(Reference(mention.root, mention.name, mention.start, mention.end))
    return Expression(source, tuple(references))


def texts_of(model: type[Config], config: Config | Mapping[str, Any]) -> list[ConfigText]:
    """The strings of a configuration that may hold expressions, in the order of the model's fields."""
    found: list[ConfigText] = []
    _add_texts(model, config, (), found)
    return found


def expression_fields(model: type[Config]) -> Iterator[tuple[str, Templated | WholeExpression]]:
    """The fields that may hold expressions, and how; `cases[].expression` is one in each entry of a list."""
    for name, role in _roles(model):
        if isinstance(role, (Templated, WholeExpression)):
            yield name, role
        elif not isinstance(role, CodeSource):
            yield from ((f"{name}[].{field}", inner) for field, inner in expression_fields(role))


class ReadText(NamedTuple):
    """A string of a valid configuration, with its expressions."""

    text: ConfigText
    expressions: tuple[Expression, ...]

    def references(self) -> Iterator[Reference]:
        """What it refers to, without the `$item` and `$index` that a field binds itself."""
        whole = self.text.whole
        for expression in self.expressions:
            for reference in expression.references:
                if not (whole and whole.binds_item and reference.root in ("item", "index")):
                    yield reference


def read_texts(texts: Iterable[ConfigText]) -> tuple[ReadText, ...]:
    """Those of the strings of a valid configuration that hold expressions."""
    found: list[ReadText] = []
    for text in texts:
        expressions = text.parse()
        if expressions:
            found.append(ReadText(text, expressions))
    return tuple(found)


def _add_texts(
    model: type[Config], config: Config | Mapping[str, Any], path: Path, found: list[ConfigText]
) -> None:
    # Whether it is of the very model is known at once; to ask for any model takes ten times as long.
    values = (
        vars(config)
        if isinstance(config, model) or (not isinstance(config, dict) and isinstance(config, Config))
        else config
    )
    for name, role in _roles(model):
        value = values.get(name)
        if value is None:  # as most fields of most nodes
            continue
        match role:
            case WholeExpression():
                if isinstance(value, str):
                    found.append(ConfigText((*path, name), value, role))
            case Templated():
                _add_strings(value, (*path, name), found)
            case CodeSource():
                language = _language(values)
                if isinstance(value, str) and language is not None:
                    found.append(ConfigText((*path, name), value, language=language))
            case nested:
                _add_nested(nested, value, (*path, name), found)


def _language(values: Mapping[str, Any]) -> str | None:
    """The language of a configuration's code, if that names values of the workflow itself."""
    language = values.get("language", "javascript")
    is_own = values.get("names", "exeoflow") == "exeoflow" and language in ("javascript", "python")
    return language if is_own else None


def _add_nested(model: type[Config], value: object, path: Path, found: list[ConfigText]) -> None:
    """Adds the texts of a nested model, or of a list of them."""
    if isinstance(value, model) or isinstance(value, _MODELS):  # noqa: SIM101 - the first is known at once
        _add_texts(model, value, path, found)
    elif isinstance(value, _LISTS) and not isinstance(value, str):
        for index, item in enumerate(value):
            _add_nested(model, item, (*path, index), found)


def _add_strings(value: object, path: Path, found: list[ConfigText]) -> None:
    """Adds the strings within a value; the checks bound its depth."""
    if isinstance(value, str):
        found.append(ConfigText(path, value))
    elif isinstance(value, _OBJECTS):
        for name, item in value.items():
            _add_strings(item, (*path, name), found)
    elif isinstance(value, _LISTS):
        for index, item in enumerate(value):
            _add_strings(item, (*path, index), found)


@cache
def _roles(model: type[Config]) -> tuple[tuple[str, _Role], ...]:
    """The fields of a model that hold expressions, and how."""
    roles = ((name, _role((*field.metadata, field.annotation))) for name, field in model.model_fields.items())
    return tuple((name, role) for name, role in roles if role is not None)


def _role(candidates: Sequence[object]) -> _Role | None:
    """The first marker or nested model in an annotation, however deep in unions and lists it stands."""
    for candidate in candidates:
        if isinstance(candidate, (Templated, WholeExpression, CodeSource)):
            return candidate
        if isinstance(candidate, type) and issubclass(candidate, Config):
            return candidate
        metadata = getattr(candidate, "__metadata__", ())
        if (role := _role((*metadata, *get_args(candidate)))) is not None:
            return role
    return None
