"""Which names keep code from being imported: those that are run, not those in comments or of fields."""

import json
from dataclasses import replace

import pytest

from exeoflow.importers.n8n.expressions.javascript.parsing import without_comments
from exeoflow.importers.n8n.families.code import MODULES, OF_CRYPTO
from exeoflow.importers.n8n.importing import Import
from tests.unit.importers.n8n.test_computed import codes, imported, run, status


def code(source: str) -> Import:
    return imported("code", {"jsCode": source}, 2)


@pytest.mark.parametrize(
    "comment",
    [
        "// helpers of mine",
        "/* instead of fetch(url) and\n   require('x') */",
        "  // $('Old node').all() was read here, and $env.KEY",
        "const n = 1; // $(name) and process.env",
        "/**\n * this.helpers\n */",
        "// n.toLocaleString('de') and $getWorkflowStaticData('global') and item.binary",
        "const a = 'https://host'; // helpers",
        "const a = /[/*]/; /* $env.KEY in `this` */",
        "const a = `${1 /* fetch('x') */}`; // ä ${helpers}",
    ],
)
def test_a_comment_is_no_use_of_what_it_names(comment: str) -> None:
    done = code(f"{comment}\nreturn [{{ json: {{ n: 1 }} }}];")

    assert run(done, [{}]) == [{"n": 1}]
    assert status(done) == "exact"


@pytest.mark.parametrize(
    "source",
    [
        "const a = `\n// ${process.env.KEY}\n`;",
        "const a = $('start').params;",
        "const a = $node['start'].context.noItemsLeft;",
        "const a = $node.start.context;",
        "const a = $input.params;",
        "const a = $env;",
        "const a = $env[$json.name];",
        "let $vars = {};",
        "const a = require('fs');",
        "const a = require;",
        "const a = require('crypto'); a.createSign('sha256');",
        "const { createHash, createCipheriv: c } = require('crypto');",
        "const a = require('node:crypto').webcrypto;",
        "const a = `\nhttps://host/${process.env.KEY}\n`;",
        "const a = `\n/* ${process.env.KEY} */\n`;",
        "const a = 'http://host'; const b = process.env.KEY;",
        "const a = /[/]*/; const b = process.env.KEY; /* x */",
        "/* a */ const b = process.env.KEY;",
        "const a = `\n/*`; const b = process.env.KEY; /* */",
        "const a = /[/*]/.test('*/'); const b = process.env.KEY; // x",
        "const a = `// ${process.env.KEY /* x */}`;",
    ],
)
def test_what_is_run_is_still_told(source: str) -> None:
    assert status(code(f"{source}\nreturn [];")) == "unsupported"


def test_the_modules_that_code_may_ask_for_are_there_whole() -> None:
    asked = ", ".join(f"require('{name}')" for name in MODULES)

    [found] = run(
        code(
            f"return [{{ json: {{ modules: [{asked}].length, crypto: Object.keys(require('crypto')) }} }}];"
        ),
        [{}],
    )

    assert found["modules"] == len(MODULES)
    assert set(found["crypto"]) == OF_CRYPTO


def test_fields_may_have_the_names_of_what_a_node_has() -> None:
    source = "return items.map(({json}) => ({ json: { p: json.params.n, c: json.body.context } }))"

    assert run(code(source), [{"params": {"n": 1}, "body": {"context": 2}}]) == [{"p": 1, "c": 2}]


def test_a_source_that_the_parser_does_not_know_stays_as_it_is() -> None:
    source = "const a = ; // helpers"

    assert without_comments(source) == source


def test_a_node_that_is_read_has_to_be_there() -> None:
    assert status(code("return $('it').all();")) == "unsupported"
    assert run(code("// $('it').all()\nreturn $input.all();"), [{"a": 1}]) == [{"a": 1}]
    assert run(code("// $('start') is here\nreturn $input.all();"), [{"a": 1}]) == [{"a": 1}]


def test_variables_of_the_workspace_stand_for_those_of_n8n_and_its_environment() -> None:
    done = code("return [{ json: { a: $env.KEY, b: $vars['x'], c: $env?.KEY ?? 'none' } }];")

    [step] = [each for each in done.workflow["nodes"] if each["type"] == "code"]
    given = '{{ ({"items": [{"KEY": $vars.KEY, "x": $vars.x}]}) }}'
    assert step["config"]["nodes"] == {"exeoflow:vars": given}
    assert status(done) == "approximated"
    assert run(done, [{}]) == [{"c": "none"}]
    written = json.dumps(done.workflow).replace("$vars.KEY", r"\"k\"")
    assert run(replace(done, workflow=json.loads(written)), [{}]) == [{"a": "k", "c": "k"}]


SAFELY = """function of(name) { try { return $(name).first().json.n } catch (e) { return 'none' } }
return [{ json: { start: of('start'), gone: of('never there'), text: "it's $json" } }];"""


def test_nodes_whose_names_are_computed_are_those_that_texts_of_the_code_name() -> None:
    done = code(SAFELY)

    assert run(done, [{"n": 1}]) == [{"start": 1, "gone": "none", "text": "it's $json"}]
    assert status(done) == "approximated"
    assert codes(done) == {"setting-approximated"}


def test_a_computed_name_may_be_of_no_node_that_nobody_can_read() -> None:
    assert status(code("const name = 'it';\nreturn $(name).all();")) == "unsupported"
