"""SQL of n8n's nodes for databases, as the Data API of Aurora takes it: with parameters by name.

Source: https://docs.aws.amazon.com/rdsdataservice/latest/APIReference/API_ExecuteStatement.html.
"""

# ruff: noqa: S608 - names are quoted, and values are parameters
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.jsonata import listed, literal, object_of
from exeoflow.importers.n8n.parameters import is_computed
from exeoflow.importers.n8n.place import Place
from exeoflow.importers.n8n.reasons import Refused

_RAW: Final = re.compile(r"\$\d+(?:[\^~#]|:(?!:))")
"""pg-promise's ways to put a value into the text itself."""
_CONDITIONS: Final = frozenset({"equal", "!=", "LIKE", ">", "<", ">=", "<=", "IS NULL", "IS NOT NULL"})
_VALUE: Final = (
    'function($v) { $type($v) = "null" or $not($exists($v)) ? {"isNull": true} : $type($v) = "boolean" ? '
    '{"booleanValue": $v} : $type($v) = "number" ? '
    '($v = $floor($v) ? {"longValue": $v} : {"doubleValue": $v}) : '
    '{"stringValue": $type($v) = "string" ? $v : $string($v)} }'
)
_MOST: Final = 50
_COLUMNS_SINCE: Final = 2
"""The version since which columns are mapped; before, rows are found by `id` unless another is said."""


@dataclass(frozen=True, slots=True)
class _Dialect:
    """What one database writes otherwise than another."""

    mark: str
    """Stands around a name, and twice within one."""
    ending: str
    """Makes a statement answer with the rows that it wrote."""
    at_conflict: str
    """What an upsert says behind its INSERT, with the `{columns}` to match."""
    new_value: tuple[str, str]
    """Stands around the name of a column for the value that was to be inserted."""
    has_schemas: bool


_POSTGRES: Final = _Dialect(
    mark='"',
    ending=" RETURNING *",
    at_conflict=" ON CONFLICT ({columns}) DO UPDATE SET ",
    new_value=("EXCLUDED.", ""),
    has_schemas=True,
)
_MYSQL: Final = _Dialect(
    mark="`",
    ending="",
    at_conflict=" ON DUPLICATE KEY UPDATE ",
    new_value=("VALUES(", ")"),
    has_schemas=False,
)

_MATCHED: Final = "columns.matchingColumns"
"""The setting that names the columns by which a row is found."""


def _dialect(place: Place) -> _Dialect:
    return _MYSQL if place.node.kind.startswith("mySql") else _POSTGRES


def statement(place: Place, query: Any) -> str:  # noqa: ANN401 - any JSON
    """The text of a query, in which `$1` is `:p1`."""
    if isinstance(query, str) and _RAW.search(query):
        raise Refused("setting-unsupported", setting="options.queryReplacement")
    text = f"$n8_text({place.value(query)})"
    return f'$replace({text}, /\\$([0-9]+)/, ":p$1")' if _replacements(place) else text


def replacements(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """What takes the places of `$1`, `$2`."""
    written = _replacements(place)
    if not written:
        return "[]"
    if place.parameter("additionalFields.queryParams"):
        names = listed(place.value(written))
        values = f'$map({names}, function($n) {{ {{"v": $n8_or_null($lookup($j, $n8_trim($n)))}} }})'
    else:
        given = place.value(written)
        one = '{"v": $type($v) = "string" ? $n8_trim($v) : $v}'
        trimmed = f"$map({listed('$given')}, function($v) {{ {one} }})"
        values = f"($given := {given}; {trimmed})"
    return _named(f"[{values}]", 1)


def _replacements(place: Place) -> Any:  # noqa: ANN401 - any JSON
    return place.parameter("options.queryReplacement") or place.parameter("additionalFields.queryParams")


def _named(values: str, first: int = 0) -> str:
    """Parameters by the names `p0`, `p1`, from a list of objects with the values as `v`."""
    named = f'{{"name": "p" & $string($n + {first}), "value": $value($v.v)}}'
    return f"($value := {_VALUE}; [$map({values}, function($v, $n) {{ {named} }})])"


def inserted(place: Place, table: Any) -> str:  # noqa: ANN401 - any JSON
    """An INSERT of the item's row, which answers with it where the database can."""
    return f"($row := {_row(place)}; {_into(place, table)} & {_ending(place)})"


def _into(place: Place, table: Any) -> str:  # noqa: ANN401 - any JSON
    """An INSERT of `$row` as far as its values."""
    columns, places = f'$join([$keys($row).({_quoted(place, "$")})], ", ")', _places("$keys($row)")
    return f'"INSERT INTO " & {_table(place, table)} & " (" & {columns} & ") VALUES (" & {places} & ")"'


def upserted(place: Place, table: Any) -> str:  # noqa: ANN401 - any JSON
    """An INSERT that changes the row that is there."""
    dialect = _dialect(place)
    name = _quoted(place, "$")
    before, behind = dialect.new_value
    sets = f'$join([$keys($row).({name} & " = {before}" & {name} & "{behind}")], ", ")'
    matched = _matched(place)
    if not matched:
        return place.missing(_MATCHED)
    keys = ", ".join(_name(place, key) for key in matched)
    on = literal(dialect.at_conflict.replace("{columns}", keys))
    return f"($row := {_row(place)}; {_into(place, table)} & {on} & {sets} & {_ending(place)})"


def updated(place: Place, table: Any) -> str:  # noqa: ANN401 - any JSON
    """An UPDATE of the rows that have the item's values in the columns to match."""
    matched = _matched(place)
    if not matched:
        return place.missing(_MATCHED)
    keys = literal(matched)
    equal = f'{_quoted(place, "$k")} & " = :p" & $string($n)'
    all_ = f'[$map($keys($row), function($k, $n) {{ {{"is_key": $k in {keys}, "text": {equal}}} }})]'
    parts = '$join([$all[$not(is_key)].text], ", ") & " WHERE " & $join([$all[is_key].text], " AND ")'
    return (
        f'($row := {_row(place)}; $all := {all_}; "UPDATE " & {_table(place, table)} & " SET " & {parts} & '
        f"{_ending(place)})"
    )


def row_values(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The values of the item's row."""
    values = '[$map($keys($row), function($k) { {"v": $lookup($row, $k)} })]'
    return f"($row := {_row(place)}; {_named(values)})"


def selected(place: Place, table: Any) -> str:  # noqa: ANN401 - any JSON
    """A SELECT of the rows that fit the node's conditions."""
    columns = place.names("options.outputColumns")
    what = "*" if not columns or "*" in columns else ", ".join(_name(place, each) for each in columns)
    limit = "" if place.flag("returnAll") else f" LIMIT {int(place.number('limit', _MOST))}"
    order = ", ".join(
        f"{_name(place, str(row.get('column', '')))} {'DESC' if row.get('direction') == 'DESC' else 'ASC'}"
        for row in place.rows("sort.values")
    )
    ends = literal((f" ORDER BY {order}" if order else "") + limit)
    return f"{literal(f'SELECT {what} FROM ')} & {_table(place, table)} & {_where(place)} & {ends}"


def deleted(place: Place, table: Any) -> str:  # noqa: ANN401 - any JSON
    """A DELETE of the rows that fit the node's conditions, or a TRUNCATE."""
    match place.chosen("deleteCommand", "truncate"):
        case "delete":
            return f'"DELETE FROM " & {_table(place, table)} & {_where(place)}'
        case "truncate":
            return f'"TRUNCATE TABLE " & {_table(place, table)}'
        case other:
            raise Refused("setting-unsupported", setting=f"deleteCommand: {other}")


def where_values(place: Place, _: Any) -> str:  # noqa: ANN401 - any JSON
    """The values of the node's conditions."""
    values = (f'{{"v": $n8_or_null({place.value(row.get("value", ""))})}}' for row in _compared(place))
    return _named(f"[{', '.join(values)}]")


def _compared(place: Place) -> list[Mapping[str, Any]]:
    rows = place.rows("where.values")
    return [row for row in rows if not str(row.get("condition", "")).startswith("IS ")]


def _where(place: Place) -> str:
    texts = []
    compared = 0
    for row in place.rows("where.values"):
        condition, column = str(row.get("condition", "equal")), row.get("column", "")
        if condition not in _CONDITIONS or not isinstance(column, str) or not column or is_computed(column):
            raise Refused("setting-unsupported", setting="where.values")
        if condition.startswith("IS "):
            texts.append(f"{_name(place, column)} {condition}")
        else:
            texts.append(f"{_name(place, column)} {condition.replace('equal', '=')} :p{compared}")
            compared += 1
    joined = f" {place.chosen('combineConditions', 'AND')} ".join(texts)
    return literal(f" WHERE {joined}" if joined else "")


def _row(place: Place) -> str:
    """JSONata for the columns and values that a node writes."""
    columns = place.parameter("columns")
    maps = isinstance(columns, Mapping) or place.node.version < _COLUMNS_SINCE
    usual = "defineBelow" if maps else "autoMapInputData"
    mode = place.parameter("columns.mappingMode", place.parameter("dataMode", usual))
    if isinstance(columns, str) and columns:
        names = listed(place.value(columns))
        if place.parameter("operation") == "update":
            # The columns by which a row is found need not be among those that are changed.
            names = f"$distinct($append([{', '.join(map(literal, _matched(place)))}], {names}))"
        each = "function($n) { ($k := $n8_trim($n); {$k: $n8_or_null($lookup($j, $k))}) }"
        return f"$merge([{{}}, $map({names}, {each})])"
    if mode in ("autoMapInputData", "auto"):
        return "$j"
    values = place.parameter("columns.value")
    if isinstance(values, Mapping) and values:
        return object_of({name: f"$n8_or_null({place.value(each)})" for name, each in values.items()})
    rows = [
        f"{{{literal(row['column'])}: $n8_or_null({place.value(row.get('value', ''))})}}"
        for row in [*place.rows("valuesToSend.values"), *_to_match(place)]
        if isinstance(row.get("column"), str) and not is_computed(row["column"])
    ]
    if not rows:
        raise Refused("setting-unsupported", setting="columns")
    return f"$merge([{', '.join(rows)}])"


def _to_match(place: Place) -> list[Mapping[str, Any]]:
    """The column to match and its value, where they stand apart."""
    column = place.parameter("columnToMatchOn")
    return [{"column": column, "value": place.parameter("valueToMatchOn")}] if column else []


def _matched(place: Place) -> Sequence[str]:
    """The columns that say which row is meant; an export may name none."""
    found = place.parameter(_MATCHED) or place.parameter("columnToMatchOn")
    found = found or place.parameter("updateKey", "id" if place.node.version < _COLUMNS_SINCE else [])
    if isinstance(found, Mapping):
        found = found.get("value")
    keys = found.split(",") if isinstance(found, str) else found
    if not isinstance(keys, list) or any(not isinstance(each, str) or is_computed(each) for each in keys):
        raise Refused("setting-unsupported", setting=_MATCHED)
    return [each.strip() for each in keys]


def _table(place: Place, table: Any) -> str:  # noqa: ANN401 - any JSON
    schema = place.parameter("schema")
    if isinstance(schema, Mapping):
        schema = schema.get("value")
    name = f"($t := $n8_text({place.value(table)}); {_quoted(place, '$t')})"
    if not schema or not _dialect(place).has_schemas:
        return name
    return f'($t := $n8_text({place.value(schema)}); {_quoted(place, "$t")}) & "." & {name}'


def _ending(place: Place) -> str:
    return literal(_dialect(place).ending)


def _quoted(place: Place, name: str) -> str:
    """JSONata for a name that the database takes as one, whatever is in it."""
    mark = literal(_dialect(place).mark)
    twice = literal(_dialect(place).mark * 2)
    return f"{mark} & $replace({name}, {mark}, {twice}) & {mark}"


def _name(place: Place, name: str) -> str:
    mark = _dialect(place).mark
    return f"{mark}{name.replace(mark, mark + mark)}{mark}"


def _places(names: str) -> str:
    return f'$join([$map({names}, function($k, $n) {{ ":p" & $string($n) }})], ", ")'


SQL_FORMS: Final[Mapping[str | None, Callable[[Place, Any], str]]] = MappingProxyType(
    {
        "statement": statement,
        "replacements": replacements,
        "inserted": inserted,
        "upserted": upserted,
        "updated": updated,
        "row_values": row_values,
        "selected": selected,
        "deleted": deleted,
        "where_values": where_values,
    }
)
"""The forms of parameters that make SQL, by their names in the catalogue."""
