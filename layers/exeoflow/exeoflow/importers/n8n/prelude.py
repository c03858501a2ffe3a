"""Functions in JSONata that say what JavaScript and n8n do with a value; a text gets those that it names.

n8n's values are JavaScript's: what is missing compares, converts and joins otherwise than in JSONata. Each
function stands here once, and `with_functions` puts before a text the ones that it calls.
"""

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from exeoflow.importers.n8n.expressions.library import sources
from exeoflow.importers.n8n.jsonata import literal

_NAME: Final = re.compile(r"\$((?:n8|js)_[a-z0-9_]+)")

# Numbers as JavaScript's Number() reads them; nothing stands for NaN.
_NUMBER_TEXT: Final = r"/^[-+]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][-+]?[0-9]+)?$/"

FUNCTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        # $replace of the ends, since $trim folds blanks within.
        "n8_trim": r'function($v) { $replace($v, /^\s+|\s+$/, "") }',
        "n8_is_nothing": 'function($v) { $not($exists($v)) or $type($v) = "null" }',
        "n8_or_null": "function($v) { $exists($v) ? $v : null }",
        "n8_falsy": (
            "function($v) { $not($exists($v)) or $type($v) = 'null' or ($type($v) in ['boolean', 'number', 'string'] "
            "and $not($boolean($v))) }"
        ),
        # String(value)
        "n8_text": (
            'function($v) { $not($exists($v)) ? "undefined" : $type($v) = "string" ? $v : '
            '$type($v) = "array" ? $join($map($v, function($e) { $n8_is_nothing($e) ? "" : $n8_text($e) }), ",") & "" : '
            '$type($v) = "object" ? "[object Object]" : $type($v) = "number" ? $js_digits($v) : $string($v) }'
        ),
        # What a request may be sent to.
        "n8_address": (
            r'function($v) { $type($v) = "string" ? ($u := $n8_trim($v); $contains($u, /^https?:\/\//) ? $u : '
            r'$error($u = "" ? "URL parameter cannot be empty" : '
            r'"Invalid URL: " & $u & ". URL must start with \"http\" or \"https\".")) : '
            '$error("URL parameter must be a string, got " & '
            '($not($exists($v)) ? "undefined" : $type($v) = "array" ? "object" : $type($v))) }'
        ),
        # JSON for lists and objects, String() for anything else: what a text field makes of a value.
        "n8_field_text": 'function($v) { $type($v) = "string" ? $v : $string($v) }',
        # The same for a field of Set, with all digits and keys as JavaScript has them.
        "n8_set_text": (
            'function($v) { $type($v) = "string" ? $v : $type($v) = "number" ? $js_digits($v) : $js_json_text($v) }'
        ),
        # JSON with what jsonrepair, by which n8n reads it, mends of it most: breaks within texts, words that are
        # no texts, values that are missing, and a comma too many. Where an engine of regular expressions goes one level
        # deeper for each turn of a group (Java's does), long texts would overflow it: what is escaped within texts stands
        # as signs that no text has, so that no group is repeated.
        "n8_mended": (
            r'function($t) { ($e := $replace($replace($replace($t, "\\\\", "\ufdd0"), "\\\"", "\ufdd1"), "\\", "\ufdd2"); '
            r'$m := $replace($e, /"[^"]*"|-?[0-9][-+.0-9A-Za-z]*|:\s*[,\}]|,\s*[\}\]]|[A-Za-z_$][^,:\{\}\[\]\/"\ufdd1+\n]*/, '
            r'$n8_mended_part); $replace($replace($replace($m, "\ufdd2", "\\"), "\ufdd1", "\\\""), "\ufdd0", "\\\\")) }'
        ),
        "n8_mended_part": (
            r"function($m) { ($p := $m.match; $c := $substring($p, 0, 1); $w := $n8_trim($p); "
            r'$c = "\"" ? $replace($replace($replace($p, "\n", "\\n"), "\r", "\\r"), "\t", "\\t") : '
            r'$c = ":" ? ":null" & $substring($p, -1) : $c = "," ? $substring($p, -1) : '
            r'$contains($c, /[-0-9]/) or $w in ["true", "false", "null"] ? $p : $w in ["True", "False"] ? $lowercase($w) : '
            r'$w in ["None", "undefined"] ? "null" : "\"" & $w & "\"") }'
        ),
        # What stands for an expression within JSON that is written by hand.
        "n8_raw_text": (
            'function($v) { $not($exists($v)) ? "undefined" : $type($v) = "string" ? $v : $string($v) }'
        ),
        # Number(value); nothing for NaN
        "n8_number": (
            'function($v) { $not($exists($v)) ? $v : $type($v) = "number" ? $v : $type($v) = "null" ? 0 : '
            '$type($v) = "boolean" ? ($v ? 1 : 0) : $type($v) = "string" ? $n8_number_of_text($n8_trim($v)) : '
            '$type($v) = "array" ? ($count($v) = 0 ? 0 : $count($v) = 1 ? '
            '($type($v[0]) = "null" ? 0 : $n8_number($n8_text($v[0])))) : [][0] }'
        ),
        "n8_number_of_text": (
            'function($t) { $t = "" ? 0 : $contains($t, ' + _NUMBER_TEXT + ") ? "
            '$number($replace($replace($replace($t, /^[+]/, ""), /^(-?)\\./, "$10."), /\\.($|[eE])/, "$1")) : '
            "$contains($t, /^0[xX][0-9a-fA-F]+$/) ? $number($t) : [][0] }"
        ),
        # Infinity is a number, too, of which JSON makes null.
        "n8_need_number": (
            'function($v) { $v in ["Infinity", "-Infinity"] ? null : '
            '($n := $n8_number($v); $exists($n) ? $n : $error("A number was expected.")) }'
        ),
        "n8_can_be_number": (
            'function($v) { $n8_is_nothing($v) or $v in ["Infinity", "-Infinity"] or $exists($n8_number($v)) }'
        ),
        # true, false, "true", "FALSE", 1, 0, "1": anything else is no boolean
        "n8_boolean": (
            'function($v) { $type($v) = "boolean" ? $v : $type($v) = "string" and $lowercase($v) in ["true", "false"] ? '
            '$lowercase($v) = "true" : $type($v) = "string" and $n8_trim($v) = "" ? [][0] : '
            "($n := $n8_number($v); $n = 0 ? false : $n = 1 ? true : [][0]) }"
        ),
        "n8_need_boolean": (
            'function($v) { ($b := $n8_boolean($v); $exists($b) ? $b : $error("A boolean was expected.")) }'
        ),
        "n8_can_be_boolean": "function($v) { $n8_is_nothing($v) or $exists($n8_boolean($v)) }",
        "n8_looks_like_list": (
            'function($v) { $n8_is_nothing($v) or $type($v) = "array" or '
            r'$type($v) = "string" and $contains($v, /^\s*\[[\s\S]*\]\s*$/) }'
        ),
        "n8_looks_like_object": (
            'function($v) { $n8_is_nothing($v) or $type($v) = "object" or '
            r'$type($v) = "string" and $contains($v, /^\s*\{[\s\S]*\}\s*$/) }'
        ),
        "n8_need_list": (
            'function($v) { $type($v) = "array" ? $v : ($t := $n8_text($v); $p := $parse($contains($t, "\\"") ? $t : $replace($t, "\'", "\\"")); '
            '$type($p) = "array" ? $p : $error("A list was expected.")) }'
        ),
        "n8_need_object": (
            'function($v) { $type($v) = "object" ? $v : $type($v) = "string" ? '
            r'($p := $parse($contains($v, /^\s*\{\s*["\}]/) and $not($contains($v, /,\s*[\}\]]/)) ? $v : $n8_of_script($v)); '
            '$type($p) in ["object", "null"] ? $p : $error("An object was expected.")) : $error("An object was expected.") }'
        ),
        # JSON of an object as JavaScript has it: names and words without quotes, texts in others, a comma too many.
        # What is escaped stands as signs, as above.
        "n8_of_script": (
            r"""function($t) { ($e := $replace($replace($replace($replace($t, "\\\\", "\ufdd0"), "\\\"", "\ufdd1"), "\\'", "\ufdd3"), "\\", "\ufdd2"); """
            r"""$m := $replace($e, /"[^"]*"|'[^']*'|,\s*[\}\]]|[-+.\w$]+\s*:?/, $n8_part_of_script); """
            r"""$replace($replace($replace($replace($m, "\ufdd2", "\\"), "\ufdd3", "'"), "\ufdd1", "\\\""), "\ufdd0", "\\\\")) }"""
        ),
        "n8_part_of_script": (
            r"function($m) { ($p := $m.match; $c := $substring($p, 0, 1); $w := $n8_trim($substringBefore($p, ':')); "
            r"""$c = "\"" ? $p : $c = "'" ? "\"" & $replace($substring($p, 1, $length($p) - 2), "\"", "\ufdd1") & "\"" : """
            r"""$c = "," ? $substring($p, -1) : $contains($p, ":") ? "\"" & $w & "\":" : """
            r"""$contains($c, /[-+.0-9]/) or $w in ["true", "false", "null"] ? $p : "\"" & $w & "\"") }"""
        ),
        # The object behind one level of a path; anything else is replaced by one.
        "n8_file": (
            'function($f, $n) { ($v := $n8_lookup($f, $n); $type($v) = "object" ? $v : '
            '$error("The item has no file of the name " & $n & ".")) }'
        ),
        # A file of an answer in bytes, with the name that the server gives it.
        "n8_answered_file": (
            "function($a, $n) { ($h := $a.headers; "
            '$m := $exists($h.`content-type`) ? $split($h.`content-type`, ";")[0] : '
            '"application/octet-stream"; '
            '$g := $match($h.`content-disposition`, /filename="?([^";]+)/).groups[0]; '
            '$merge([{"data": $a.body, "mimeType": $m, '
            '"fileName": $exists($g) ? $g : $n & "." & $split($m, "/")[1]}])) }'
        ),
        # The same with the name that is known of it, which may be the end of a path.
        "n8_named_file": (
            'function($a, $n, $p) { ($f := $split($p, "/")[-1]; $merge([$n8_answered_file($a, $n), '
            '$exists($f) ? {"fileName": $f} : {}])) }'
        ),
        # The name, with the first number behind it that makes it another than those that are taken.
        "n8_free_name": (
            "function($taken, $n, $i) { ($m := $i = 0 ? $n : $n & '_' & $i; "
            "$m in $taken ? $n8_free_name($taken, $n, $i + 1) : $m) }"
        ),
        # Files with what n8n tells of each beside its name and type.
        "n8_told_files": (
            "function($f) { $merge([{}, $each($f, function($v, $k) { "
            "{$k: $merge([$n8_told_file($v), $v, $n8_told_size($v)])} })]) }"
        ),
        # The size as n8n writes it, with three digits: "1.23 kB".
        "n8_told_size": (
            "function($v) { $type($v.data) = 'string' ? ("
            "$b := $floor($length($v.data) * 3 / 4) - ($contains($v.data, '==') ? 2 : $contains($v.data, '=') ? 1 : 0); "
            "$n := $b < 1000000 ? $b / 1000 : $b / 1000000; "
            "$t := $string($round($n, $n < 10 ? 2 : $n < 100 ? 1 : 0)); "
            "{'bytes': $b, 'fileSize': $b < 1000 ? $string($b) & ' B' : $t & ($b < 1000000 ? ' kB' : ' MB')}"
            ") : {} }"
        ),
        "n8_told_file": (
            r"function($v) { ($m := $exists($v.mimeType) ? $v.mimeType : ''; "
            r"$e := $match($exists($v.fileName) ? $v.fileName : '', /[.]([^.\/]+)$/).groups[0]; "
            r"$t := $match($m, /^(image|audio|video|text)\//).groups[0]; "
            "$merge([$exists($e) ? {'fileExtension': $e} : {}, $m = 'text/html' ? {'fileType': 'html'} : "
            "$m = 'application/json' ? {'fileType': 'json'} : $m = 'application/pdf' ? {'fileType': 'pdf'} : "
            "$exists($t) ? {'fileType': $t} : {}])) }"
        ),
        # A file as `http_request` sends it.
        "n8_sent_file": (
            'function($f) { {"content": $f.data, "encoding": "base64", '
            '"filename": $exists($f.fileName) ? $f.fileName : "file", '
            '"content_type": $exists($f.mimeType) ? $f.mimeType : "application/octet-stream"} }'
        ),
        # What is a file in the body of a webhook's call, by its name and by the one that a form of n8n makes of it.
        "n8_files_of_call": (
            'function($b) { ($file := function($v) { {"data": $v.data, "mimeType": $v.content_type, '
            '"fileName": $exists($v.filename) ? $v.filename : "file", "fileSize": $string($v.size)} }; '
            '$is := function($v) { $type($v) = "object" ? $type($v.content_type) = "string" and $v.encoding = "base64" : false }; '
            '$is($b) ? {"data": $file($b)} : $type($b) != "object" ? {} : '
            "$merge([{}, $each($b, function($v, $k) { ($l := [$v]; $count($l) = 1 ? ($is($l[0]) ? "
            '$merge([{$k: $file($l[0])}, {$replace($k, /[^A-Za-z0-9_]/, "_"): $file($l[0])}]) : {}) : '
            "$merge([{}, $map($l, function($e, $n) { $is($e) ? "
            '{$replace($k, /[^A-Za-z0-9_]/, "_") & "_" & $string($n): $file($e)} : {} })])) })])) }'
        ),
        # A text in UTF-8 as base64: $base64encode takes each character for a byte.
        "n8_base64": (
            f"($bytes := {literal(''.join(map(chr, range(256))))}; "
            '$hex := function($d) { $length($substringBefore("0123456789ABCDEF", $d)) }; '
            "function($t) { $base64encode($join($map($split($encodeUrlComponent($t), '%'), function($p, $n) { "
            "$n = 0 ? $p : $substring($bytes, 16 * $hex($substring($p, 0, 1)) + $hex($substring($p, 1, 1)), 1) "
            "& $substring($p, 2) }))) })"
        ),
        # A file within a body of JSON.
        "n8_file_bytes": "function($f) { $f.data }",
        # An address that is the file itself (RFC 2397).
        "n8_file_address": 'function($f) { "data:" & $f.mimeType & ";base64," & $f.data }',
        # A file as a part of a mail (RFC 2045); names are ASCII, for what encodes the mail knows nothing else.
        "n8_mail_part": (
            r"""function($f, $b) { ($n := $replace($f.fileName, /[^ !#-\[\]-~]/, "_"); "\r\n--" & $b & """
            r""""\r\nContent-Type: " & $f.mimeType & "\r\nContent-Disposition: attachment; filename=\"" & $n """
            r"""& "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n" & $replace($f.data, /(.{76})/, "$1\r\n")) }"""
        ),
        # A parameter of a query as the library writes it that n8n sends by: what is undefined is left out, of lists and
        # objects each part has a name of its own.
        "n8_query": (
            'function($n, $v) { $not($exists($v)) ? {} : $type($v) = "array" ? $merge($append([{}], '
            '$map($v, function($e, $i) { $n8_query($n & "[" & $string($i) & "]", $e) }))) : $type($v) = "object" ? '
            '$merge($append([{}], $each($v, function($e, $k) { $n8_query($n & "[" & $k & "]", $e) }))) : '
            '{$n: $v = null ? "" : $n8_text($v)} }'
        ),
        # A header, which is not sent where there is no value.
        "n8_header": "function($v) { $n8_is_nothing($v) ? [][0] : $n8_text($v) }",
        "n8_inner": 'function($o, $k) { ($v := $n8_lookup($o, $k); $type($v) = "object" ? $v : {}) }',
        # $lookup of what is no object is nothing, and never looks into lists.
        "n8_lookup": 'function($o, $k) { $type($o) = "object" ? $lookup($o, $k) }',
        "n8_entry": (
            'function($o, $k) { $type($o) = "object" ? $lookup($o, $k) : $type($o) = "array" and '
            "$contains($k, /^[0-9]+$/) ? $o[$number($k)] }"
        ),
        # What lodash reads and writes at a field: at the key of its very name if there is one, else at its path.
        "n8_field": (
            "function($o, $n, $p) { ($d := $n8_lookup($o, $n); $exists($d) ? $d : $n8_behind($o, $p)) }"
        ),
        "n8_behind": "function($o, $p) { $reduce($p, function($v, $k) { $n8_entry($v, $k) }, $o) }",
        "n8_set": (
            "function($o, $n, $p, $v) { $exists($n8_lookup($o, $n)) ? $merge([$o, {$n: $v}]) : $n8_put($o, $p, $v) }"
        ),
        "n8_put": (
            "function($o, $p, $v) { ($k := $p[0]; $rest := [$filter($p, function($e, $i) { $i > 0 })]; "
            "$c := $n8_entry($o, $k); $new := $count($rest) = 0 ? $v : "
            "$n8_put($type($c) in ['object', 'array'] ? $c : $n8_is_index($rest[0]) ? [] : {}, $rest, $v); "
            "$type($o) = 'object' ? $merge([$o, {$k: $new}]) : $n8_is_index($k) ? $n8_at_index($o, $number($k), $new) : $o) }"
        ),
        "n8_is_index": "function($k) { $contains($k, /^(0|[1-9][0-9]*)$/) }",
        # Where a list has no entry it has null.
        "n8_at_index": (
            "function($l, $n, $v) { $reduce([0..$max([$n, $count($l) - 1])], function($all, $i) "
            "{ $n8_push($all, $n8_or_null($i = $n ? $v : $i < $count($l) ? $l[$i])) }, []) }"
        ),
        "n8_unset": (
            "function($o, $n, $p) { $exists($n8_lookup($o, $n)) ? $n8_without($o, $n) : $n8_cut($o, $p) }"
        ),
        "n8_cut": (
            "function($o, $p) { ($k := $p[0]; $c := $n8_lookup($o, $k); $count($p) = 1 ? $n8_without($o, $k) : "
            "$type($c) = 'object' ? "
            "$merge([$o, {$k: $n8_cut($c, [$filter($p, function($e, $i) { $i > 0 })])}]) : $o) }"
        ),
        # The path that a name known only in a run is.
        "n8_path": (
            r"""function($n) { ($p := [$match($n, /[^.\[\]]+|\[("[^"]*"|'[^']*')\]/).match.($contains($, /^\[/) ? """
            "$substring($, 2, $length($) - 4) : $)]; $count($p) = 0 ? [$n] : $p) }"
        ),
        "n8_without": "function($o, $k) { $merge([{}, $each($o, function($v, $n) { $n = $k ? {} : {$n: $v} })]) }",
        # Deep equality in which null and what is missing are alike to themselves only, as === has it.
        "n8_same": (
            "function($a, $b) { $exists($a) ? $exists($b) and $type($a) = $type($b) and $a = $b : $not($exists($b)) }"
        ),
        # JavaScript's ===: a list or an object is only itself, and each value here is one of its own.
        "n8_identical": ('function($a, $b) { $not($type($a) in ["array", "object"]) and $n8_same($a, $b) }'),
        # The text in the order of JavaScript's <, where texts compare as texts and anything else as numbers.
        "n8_less": (
            'function($a, $b) { $type($a) = "string" and $type($b) = "string" ? $a < $b : '
            "($x := $n8_number($a); $y := $n8_number($b); $exists($x) and $exists($y) ? $x < $y : false) }"
        ),
        "n8_less_or_equal": (
            'function($a, $b) { $type($a) = "string" and $type($b) = "string" ? $a <= $b : '
            "($x := $n8_number($a); $y := $n8_number($b); $exists($x) and $exists($y) ? $x <= $y : false) }"
        ),
        # Numbers that were converted: null counts as 0, what is missing compares with nothing.
        "n8_number_less": (
            "function($a, $b) { $exists($a) and $exists($b) ? "
            '($type($a) = "null" ? 0 : $a) < ($type($b) = "null" ? 0 : $b) : false }'
        ),
        "n8_number_less_or_equal": (
            "function($a, $b) { $exists($a) and $exists($b) ? "
            '($type($a) = "null" ? 0 : $a) <= ($type($b) = "null" ? 0 : $b) : false }'
        ),
        "n8_starts": "function($a, $b) { $substring($a, 0, $length($b)) = $b }",
        "n8_ends": (
            "function($a, $b) { $length($b) <= $length($a) and $substring($a, $length($a) - $length($b)) = $b }"
        ),
        "n8_has": 'function($a, $b) { $b = "" or $contains($a, $b) }',
        "n8_need_text": ('function($v) { $type($v) = "string" ? $v : $error("A text was expected.") }'),
        "n8_size": (
            'function($v) { $type($v) = "object" ? $count($keys($v)) : $type($v) = "array" ? $count($v) : '
            '$type($v) = "string" ? $length($v) : 0 }'
        ),
        # The item that another one descends from; n8n fails where nobody knows it.
        "n8_paired": (
            "function($l, $k) { $exists($k) and $k < $count($l) ? $l[$k] : "
            "$error('Nobody knows the paired item.') }"
        ),
        # The item of a node that nobody knows which of belongs to another: there must be one only.
        "n8_only_item": ("function($l) { $count($l) = 1 ? $l[0] : $error('Nobody knows the paired item.') }"),
        # What all entries are; nothing where they differ.
        "n8_only": "function($l) { ($d := $distinct($l); $count($d) = 1 ? $d[0]) }",
        # An object without the fields that say where it comes from.
        "n8_untold": (
            "function($o) { $merge([{}, $each($o, function($v, $n) "
            "{ $contains($n, /^exeoflow:from[0-9]+/) ? {} : {$n: $v} })]) }"
        ),
        # A list as what is pushed to another one, so that it stays one element.
        "n8_push": "function($l, $v) { $append($l, $type($v) = 'array' ? [[$v]] : [$v]) }",
        # What stands in objects as `e`, each of it one entry of a list.
        "n8_entries": (
            "function($l) { $reduce($l, function($all, $o) "
            "{ $n8_push($all, $n8_or_null($lookup($o, 'e'))) }, []) }"
        ),
        "n8_typeof": 'function($v) { $type($v) in ["array", "object", "null"] ? "object" : $type($v) }',
        # What Split Out takes apart: a list's elements, an object's values, anything else alone.
        "n8_elements": (
            "function($v) { $not($exists($v)) or $type($v) = 'null' ? ($exists($v) ? [null] : []) : "
            "$type($v) = 'array' ? $v : $type($v) = 'object' ? $reduce($n8_keys($v), "
            "function($l, $k) { $n8_push($l, $lookup($v, $k)) }, []) : [$v] }"
        ),
        # The keys of an object in JavaScript's order: those that are numbers come first.
        "n8_keys": (
            "function($o) { ($k := $keys($o); $n := [$filter($k, $n8_is_index)]; $count($n) = 0 ? $k : "
            "[$sort($n, function($a, $b) { $number($a) > $number($b) }), "
            "$filter($k, function($e) { $not($n8_is_index($e)) })]) }"
        ),
        "n8_need_elements": (
            "function($v, $t) { $n8_kind($v) in $t ? $n8_elements($v) : $error('A list was expected.') }"
        ),
        "n8_spread": (
            "function($e, $n) { $type($e) = 'object' ? $e : $type($e) = 'array' ? "
            "($count($e) = 0 ? {} : $merge([$map([0..$count($e) - 1], function($k) { {$string($k): $e[$k]} })])) : {$n: $e} }"
        ),
        # What Summarize joins: the text of a value in a row `v`.
        "n8_joined_row": (
            'function($o) { $type($o.v) in ["object", "array"] ? $string($lookup($o, "v")) : $n8_text($o.v) }'
        ),
        "n8_nest": (
            "function($o, $p, $v) { $count($p) = 0 ? $v : $merge([$o, "
            "{$p[0]: $n8_nest($n8_inner($o, $p[0]), [$filter($p, function($e, $i) { $i > 0 })], $v)}]) }"
        ),
        # What Sort compares: texts without regard to case.
        "n8_sort_key": 'function($v) { $type($v) = "string" ? $lowercase($v) : $v }',
        "n8_kind": 'function($v) { $exists($v) ? $type($v) : "missing" }',
        # Whether values of these kinds have one order: others are neither equal, nor less, nor greater.
        "n8_all_ordered": (
            'function($k) { $count($distinct($k)) = 1 and $k[0] in ["string", "number", "boolean", "null", "missing"] }'
        ),
        "n8_order": "function($a, $b) { $n8_same($a, $b) ? 0 : $n8_less($a, $b) ? -1 : 1 }",
        # The same by version 3.1 of Item Lists, by which any two types have an order.
        "n8_order_of_kinds": (
            "function($a, $b) { ($d := $n8_rank($a) - $n8_rank($b); $d != 0 ? $d : $n8_order($a, $b)) }"
        ),
        "n8_rank": (
            'function($v) { $lookup({"string": 1, "number": 2, "boolean": 3, "missing": 4, "object": 5, "array": 6, '
            '"null": 7}, $n8_kind($v)) }'
        ),
        "n8_none_whole": 'function($k) { $count($filter($k, function($e) { $e in ["array", "object"] })) = 0 }',
        # The order that V8 gives where the comparisons contradict each other: a run that rises or falls, and each
        # item behind it inserted by halves. Longer lists it merges of several runs.
        "n8_inserted": (
            "function($l, $order) { $count($l) > 63 ? "
            "$error('More than 63 items whose fields cannot be compared are not sorted.') : $count($l) < 2 ? $l : "
            "($falls := $order($l[1], $l[0]) < 0; $size := $count($l); "
            "$end := $filter([1..$size - 1], function($i) { ($order($l[$i], $l[$i - 1]) < 0) != $falls })[0]; "
            "$end := $exists($end) ? $end : $size; $run := [$filter($l, function($e, $i) { $i < $end })]; "
            "$run := $falls ? $reverse($run) : $run; $reduce([$filter($l, function($e, $i) { $i >= $end })], "
            "function($all, $e) { ($at := $n8_halved($all, $e, $order, 0, $count($all)); "
            "$append([$filter($all, function($o, $i) { $i < $at }), $e], "
            "[$filter($all, function($o, $i) { $i >= $at })])) }, $run)) }"
        ),
        # Of rows `k` that are sorted, those that are not alike to the one before, as they came.
        "n8_apart": (
            "function($rows, $order) { ($sorted := $n8_inserted($rows, $order); "
            "$found := $reduce($sorted, function($s, $r) { $order($r, $s.last) = 0 ? $s : "
            '{"last": $r, "at": $append($s.at, $r.k)} }, {"last": $sorted[0], "at": [$sorted[0].k]}); '
            "[$filter($rows, function($r) { $r.k in $found.at })]) }"
        ),
        "n8_halved": (
            "function($l, $e, $order, $from, $to) { $from >= $to ? $from : ($middle := $floor(($from + $to) / 2); "
            "$order($e, $l[$middle]) < 0 ? $n8_halved($l, $e, $order, $from, $middle) : "
            "$n8_halved($l, $e, $order, $middle + 1, $to)) }"
        ),
        # The paths to all values in an object that are no object and no list themselves.
        "n8_leaves": (
            "function($v) { [$reduce($type($v) = 'object' ? $keys($v) : [0..$count($v) - 1], function($l, $k) { "
            "($e := $type($v) = 'object' ? $lookup($v, $k) : $v[$k]; $append($l, "
            "$type($e) in ['object', 'array'] ? $n8_leaves($e).($k & '.' & $) : $string($k))) }, [])] }"
        ),
        # JavaScript's <, where lists and objects are their texts.
        "n8_text_less": "function($a, $b) { $n8_less($js_primitive($a), $js_primitive($b)) }",
        "n8_largest": "function($v) { $reduce($v, function($a, $b) { $n8_text_less($a, $b) ? $b : $a }) }",
        "n8_smallest": "function($v) { $reduce($v, function($a, $b) { $n8_text_less($b, $a) ? $b : $a }) }",
        # The size of a Set of what stands in rows as `v`: each object is alike to itself only.
        "n8_unique_count": (
            'function($rows) { ($whole := function($o) { $type($lookup($o, "v")) in ["array", "object"] }; '
            "$count([$filter($rows, $whole)]) + $count($distinct([$map($rows, function($o) { "
            '$whole($o) ? [][0] : {"kind": $n8_kind($o.v), "v": $o.v} })])) ) }'
        ),
        # lodash's merge: objects and lists within each other, what is missing changes nothing.
        "n8_deep": (
            "function($a, $b) { $not($exists($b)) ? $a : $type($a) = 'object' and $type($b) = 'object' ? "
            "$merge([$a, $merge([{}, $each($b, function($v, $k) { {$k: $n8_deep($lookup($a, $k), $v)} })])]) : "
            "$type($a) = 'array' and $type($b) = 'array' ? $reduce([0..$max([$count($a), $count($b)]) - 1], "
            "function($l, $k) { $n8_push($l, $k < $count($b) ? $n8_deep($a[$k], $b[$k]) : $a[$k]) }, []) : "
            "$type($a) = 'array' and $type($b) = 'object' ? $n8_list_kept($a, $b) : $b }"
        ),
        # A list keeps its entries; fields that it is given beside them are lost where it is written as JSON.
        "n8_list_kept": (
            "function($a, $b) { $count($filter($keys($b), function($k) { $contains($k, /^[0-9]+$/) })) = 0 ? $a : "
            "$error('Fields with numbers for names are not merged into a list.') }"
        ),
        "n8_suffixed": "function($o, $s) { $merge([{}, $each($o, function($v, $k) { {$k & $s: $v} })]) }",
        # What lodash's isEqual says of two values that are there.
        "n8_equal": "function($a, $b) { $exists($a) and $exists($b) and $type($a) = $type($b) and $a = $b }",
        # n8n's fuzzy comparison of a value that is there with one that may be missing.
        "n8_alike": (
            "function($a, $b) { ($t := $n8_alike_kind($a); $u := $n8_alike_kind($b); "
            "$not($exists($a)) ? false : $t = $u ? $n8_equal($a, $b) or $t = 'nothing' : "
            "$n8_alike_blank($a) and $n8_alike_blank($b) or "
            "$n8_alike_other($a, $t, $b, $u) or $n8_alike_other($b, $u, $a, $t)) }"
        ),
        "n8_alike_kind": 'function($v) { $n8_is_nothing($v) ? "nothing" : $n8_typeof($v) }',
        "n8_alike_blank": ('function($v) { $n8_is_blank($v) or $type($v) = "array" and $count($v) = 0 }'),
        "n8_alike_other": (
            'function($v, $t, $o, $u) { $u = "string" ? ($t = "number" ? $n8_text($v) = $o : '
            '$t = "object" ? $string($v) = $o : '
            '$t = "boolean" and ($lowercase($o) = $string($v) or $o = ($v ? "1" : "0"))) : '
            '$t = "boolean" and $u = "number" and $o = ($v ? 1 : 0) }'
        ),
        "n8_merged": "function($o, $r) { $merge([$o, $r]) }",
        # An object put into another one, names with dots being paths.
        "n8_put_all": (
            r"function($o, $r) { $count($filter($keys($r), function($k) { $contains($k, /[.\[]/) })) = 0 ? $merge([$o, $r]) : "
            "$reduce($append([$o], $keys($r)), function($all, $k) { $n8_set($all, $k, $n8_path($k), $lookup($r, $k)) }) }"
        ),
        # The same two ways, but what is nothing or an empty text replaces only what is missing.
        "n8_filled": (
            "function($a, $b) { $merge([$a, $merge([{}, $each($b, function($v, $k) { "
            "$n8_is_blank($v) and $exists($lookup($a, $k)) ? {} : {$k: $v} })])]) }"
        ),
        "n8_deep_filled": (
            "function($a, $b) { $n8_is_blank($b) and $exists($a) ? $a : $type($a) = 'object' and $type($b) = 'object' ? "
            "$merge([$a, $merge([{}, $each($b, function($v, $k) { {$k: $n8_deep_filled($lookup($a, $k), $v)} })])]) : "
            "$type($a) = 'array' and $type($b) = 'array' ? $reduce([0..$max([$count($a), $count($b)]) - 1], "
            "function($l, $k) { $n8_push($l, $k < $count($b) ? $n8_deep_filled($a[$k], $b[$k]) : $a[$k]) }, []) : "
            "$type($a) = 'array' and $type($b) = 'object' ? $n8_list_kept($a, $b) : $b }"
        ),
        "n8_is_blank": 'function($v) { $n8_is_nothing($v) or $v = "" }',
        # (value || "").toString()
        "n8_old_text": 'function($v) { $n8_falsy($v) ? "" : $n8_text($v) }',
        "n8_old_empty": (
            'function($v) { $n8_is_nothing($v) or $v = "" or ($type($v) in ["object", "array"] and $n8_size($v) = 0) }'
        ),
        "n8_old_moment": (
            'function($v) { $type($v) = "number" ? $v : $type($v) = "string" ? $n8_moment($v) : '
            '$error("A date was expected.") }'
        ),
        # The moment of a text that is a date, in milliseconds.
        "n8_moment": (
            'function($v) { $n8_is_nothing($v) ? $v : $type($v) = "string" and '
            r"$contains($v, /^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}([.][0-9]{1,9})?)?(Z|[-+][0-9]{2}:?[0-9]{2})?)?$/) ? "
            "$toMillis($v) : $error('A date was expected.') }"
        ),
    }
)


BRIEF: Final[Mapping[str, str]] = {
    "js_json_text": (
        'function($_v) { $exists($_v) ? ($_s := $string({"v": $_v}); $parse($_s).v = $_v '
        '? $substring($_s, 5, $length($_s) - 6) : $error("too many digits")) }'
    ),
}
"""Functions of fewer characters than those of the same name, for expressions that would be too long."""
BRIEFEST: Final[Mapping[str, str]] = {
    **BRIEF,
    "js_digits": (
        "function($_v) { ($abs($_v) < 1e15 or $abs($_v) >= 1e21) and $number($string($_v)) = $_v "
        '? $string($_v) : $error("too many digits") }'
    ),
}
"""The same, for workflows that would be too large."""


def with_functions(text: str, instead: Mapping[str, str] = MappingProxyType({})) -> str:
    """The text behind the functions that it calls, each behind those that it calls itself, as one expression.

    Some may be taken `instead` of others: those that are brief fail where the others write all digits.
    """
    functions = {**_functions(), **instead}
    ordered: dict[str, None] = {}
    seen: set[str] = set()

    def take(caller: str) -> None:
        for name in dict.fromkeys(_NAME.findall(caller)):
            if name not in seen and name in functions:
                seen.add(name)
                take(functions[name])
                ordered[name] = None

    take(text)
    definitions = "".join(f"${name} := {functions[name]}; " for name in ordered)
    return f"({definitions}{text})"


@cache
def _functions() -> Mapping[str, str]:
    """Those of this module, and those that expressions are translated to."""
    return {**FUNCTIONS, **sources()}
