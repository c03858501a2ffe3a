"""Workbooks of Microsoft Excel in the user's drive, as n8n's node asks Microsoft Graph.

n8n writes all items by one request; here each is written by itself, one after another.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from exeoflow.importers.n8n.applications.catalogue.operations import get, patch, post
from exeoflow.importers.n8n.applications.model import Application, Operation

_SHEETS: Final = "/items/{workbook}/workbook/worksheets"
_SHEET: Final = _SHEETS + "/{worksheet}"
_TABLE: Final = _SHEET + "/tables/{table}"
_USED: Final = get(_SHEET + "/usedRange", is_one=True)
_COLUMNS: Final = get(_TABLE + "/columns", {"$select": "name"}, is_one=True)
_PAGE: Final = {"$top": "{limit|=100}", "$select": "{filters.fields}"}

_ROW: Final = "$merge([$map($columns, function($c, $k) { {$string($c): $row[$k]} })])"
"""JSONata for the item of `$row`, by the names `$columns`."""
_ROWS: Final = (
    f"($columns := $answer.values[0]; [$map($answer.values, function($row, $r) {{ $r > 0 ? {_ROW} }})])"
)
_WRITTEN: Final = f"[$map($answer.values, function($row) {{ {_ROW} }})]"
_OF_SHEET: Final = "$columns := $before.values[0]; "
_OF_TABLE: Final = "$columns := [$before.value.name]; "
_VALUE: Final = "($v := $lookup($request.fields, $string($c)); $exists($v) ? $v : %s)"
"""JSONata for the value of the column `$c` in the fields that are sent, else what is put in for `%s`."""
_NEW: Final = f'{{"values": [[$map($columns, function($c) {{ {_VALUE % "null"} }})]]}}'
"""JSONata for the values of a row of the fields that are sent."""
_RANGE: Final = '$used := $replace($before.address, /^.*!/, ""); '
_BELOW: Final = (
    f'{_RANGE}$ends := $match($used, /([A-Za-z]+)([0-9]+)/); $contains($used, ":") ? '
    '($row := $string($number($ends[-1].groups[1]) + 1); $address & "/range(address=\'" & '
    '$ends[0].groups[0] & $row & ":" & $ends[-1].groups[0] & $row & "\')") '
    ': $error("No data was found in the sheet: its first row has to name the columns.")'
)
"""JSONata for the address of the row below what is used."""
_FOUND: Final = (
    "$at := [$map($columns, function($c, $k) { $string($c) = $request.column ? $k })][0]; "
    "$want := $exists($request.value) ? $request.value : $lookup($request.fields, $request.column); "
    "$all := [$map($before.values, function($row, $r) { $r > 0 and $exists($at) and $exists($want) and "
    "$string($row[$at]) = $string($want) ? $r })]; $hits := $request.all ? $all : $all[0]; "
)
"""JSONata that binds `$hits` to the positions of the rows that are changed."""
_RAW: Final = "{$request.property: $answer}"
_PROPERTY: Final = {"property": "{options.dataProperty|data}"}
_DEFINED: Final = {"fields": "{rows:fieldsUi.values}", **_PROPERTY}
_OF_ITEM: Final = {"fields": "{columns:dataMode}", **_PROPERTY}
_NO_OTHERS: Final[Mapping[tuple[str, object], Operation | None]] = MappingProxyType({})


def _changed(kept: str) -> str:
    """JSONata for all rows, of which those that are found have the fields that are sent, else `kept`."""
    row = f"$r in $hits ? [$map($columns, function($c, $k) {{ {_VALUE % kept} }})] : $row"
    return f'{_OF_SHEET}{_FOUND}{{"values": [$map($before.values, function($row, $r) {{ {row} }})]}}'


def _by_data(made: Operation, of_item: Mapping[str, Any]) -> Operation:
    """An operation on fields that are defined, on those of the item, and with the answer as it is."""
    auto = _or_raw(replace(made, body={**made.body, **of_item}))
    return _or_raw(made, {("dataMode", "raw"): None, ("dataMode", "autoMap"): auto})


def _or_raw(made: Operation, others: Mapping[tuple[str, object], Operation | None] = _NO_OTHERS) -> Operation:
    """An operation that gives the answer as it is, if it is told to."""
    raw = replace(made, items=_RAW, is_one=True)
    return replace(made, where={**others, ("options.rawData", True): raw})


_APPEND: Final = patch(
    _SHEET,
    {**_DEFINED, "$": f"{_OF_SHEET}{_NEW}"},
    before=_USED,
    address=_BELOW,
    items=f"({_OF_SHEET}{_WRITTEN})",
)
_ADD: Final = post(
    _TABLE + "/rows/add",
    {**_DEFINED, "$": f"{_OF_TABLE}{_NEW}"},
    f"({_OF_TABLE}{_WRITTEN})",
    before=_COLUMNS,
)
_ADDED: Final = _by_data(_ADD, _OF_ITEM)
_UPDATE: Final = patch(
    _SHEET,
    {
        **_DEFINED,
        "column": "{columnToMatchOn}",
        "value": "{valueToMatchOn}",
        "all": "{options.updateAll|=false}",
        "$": _changed("$row[$k]"),
    },
    before=_USED,
    address=f'{_RANGE}$address & "/range(address=\'" & $used & "\')"',
    items=f"({_OF_SHEET}{_FOUND}[$map($answer.values, function($row, $r) {{ $r in $hits ? {_ROW} }})])",
    nearly="columnToMatchOn",
)
_READ: Final = get(_SHEET + "/usedRange", items=_ROWS)
_READ_RANGE: Final = get(_SHEET + "/range(address='{range}')", items=_ROWS)
_ROWS_OF_TABLE: Final = get(
    _TABLE + "/rows",
    {"$top": "{limit|=100}"},
    f"({_OF_TABLE}[$map($answer.value, function($r) {{ ($row := $r.values[0]; {_ROW}) }})])",
    before=_COLUMNS,
)

EXCEL: Final = Application(
    "Microsoft Excel",
    "https://graph.microsoft.com/v1.0/me/drive",
    {
        ("workbook", "getAll"): get("/root/search(q='.xlsx')", _PAGE, "$answer.value"),
        ("worksheet", "getAll"): get(_SHEETS, _PAGE, "$answer.value"),
        ("worksheet", "readRows"): replace(
            _READ,
            where={
                ("options.rawData", True): None,
                ("keyRow", ...): None,
                ("dataStartRow", 1): replace(_READ, where={("range", ...): _READ_RANGE}),
                ("dataStartRow", ...): None,
                ("range", ...): _READ_RANGE,
            },
        ),
        ("worksheet", "append"): _by_data(replace(_APPEND, is_one=False), _OF_ITEM),
        ("worksheet", "update"): _by_data(
            replace(_UPDATE, is_one=False), {**_OF_ITEM, "$": _changed("null")}
        ),
        ("table", "append"): replace(_ADDED, where={("options.index", ...): None, **_ADDED.where}),
        ("table", "getRows"): replace(
            _ROWS_OF_TABLE, where={("rawData", True): None, ("filters.column", ...): None}
        ),
    },
    default="workbook",
    defaults={"workbook": "getAll", "worksheet": "getAll", "table": "append"},
)

APPLICATIONS: Final = {"microsoftExcel": EXCEL}
