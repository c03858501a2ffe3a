"""Rules about how `{{ ... }}` is written."""

from exeoflow.texts.text import Text

RULES = {
    "template-open": Text(
        "In „{field}“ wird `{{` an Stelle {offset} nicht geschlossen.", "Ergänzen Sie `}}`."
    ),
    "expression-empty": Text(
        "In „{field}“ steht an Stelle {offset} ein leerer Ausdruck.",
        "Schreiben Sie etwas zwischen `{{` und `}}`.",
    ),
    "expression-not-sole": Text(
        "„{field}“ muss ein einziger Ausdruck sein.",
        "Lassen Sie weg, was außerhalb von `{{ }}` steht, oder verbinden Sie die Teile mit `&`.",
    ),
    "expression-syntax": Text(
        "Der Ausdruck in „{field}“ ist kein gültiges JSONata (bei Stelle {offset}).",
        "Prüfen Sie die Schreibweise.",
    ),
    "expression-unexpected": Text(
        "Im Ausdruck in „{field}“ passt `{token}` nicht an Stelle {offset}.", "Prüfen Sie, was davor fehlt."
    ),
    "expression-expected": Text(
        "Im Ausdruck in „{field}“ steht an Stelle {offset} `{token}` statt `{expected}`.",
        "Ergänzen Sie `{expected}`.",
    ),
    "expression-ends-early": Text(
        "Der Ausdruck in „{field}“ ist unvollständig.", "Ergänzen Sie, was am Ende fehlt, etwa eine Klammer."
    ),
    "expression-string-open": Text(
        "Im Ausdruck in „{field}“ wird der Text ab Stelle {offset} nicht geschlossen.",
        "Ergänzen Sie das Anführungszeichen.",
    ),
    "expression-quote-open": Text(
        "Im Ausdruck in „{field}“ wird der Name ab Stelle {offset} nicht geschlossen.",
        "Ergänzen Sie den Backtick (`).",
    ),
    "expression-comment-open": Text(
        "Im Ausdruck in „{field}“ wird der Kommentar ab Stelle {offset} nicht geschlossen.",
        "Ergänzen Sie `*/`.",
    ),
    "expression-regex-open": Text(
        "Im Ausdruck in „{field}“ wird der reguläre Ausdruck ab Stelle {offset} nicht geschlossen.",
        "Ergänzen Sie `/`; Klammern darin müssen paarig oder mit `\\` maskiert sein.",
    ),
    "expression-regex-empty": Text(
        "Der Ausdruck in „{field}“ enthält einen leeren regulären Ausdruck.",
        "Schreiben Sie ein Muster zwischen `/` und `/`.",
    ),
    "expression-regex": Text(
        "Der reguläre Ausdruck `/{pattern}/` in „{field}“ ist ab seinem Zeichen {position} ungültig.",
        "Berichtigen Sie das Muster.",
    ),
    "expression-escape": Text(
        "Im Ausdruck in „{field}“ ist das mit `\\` maskierte Zeichen bei Stelle {offset} unzulässig.",
        'Erlaubt sind `\\" \\\\ \\/ \\b \\f \\n \\r \\t` und `\\u` mit vier Hexadezimalziffern.',
    ),
    "expression-number": Text(
        "Im Ausdruck in „{field}“ ist die Zahl bei Stelle {offset} zu groß.",
        "Verwenden Sie eine kleinere Zahl.",
    ),
    "expression-operator": Text(
        "Das JSONata von Step Functions (2.0.6) hat den Operator `{operator}` nicht (in „{field}“).",
        "Schreiben Sie stattdessen `$exists(a) ? a : b` oder `a ? a : b`.",
    ),
    "expression-foreign-operator": Text(
        "JSONata hat keinen Operator `{operator}`, wie er in „{field}“ an Stelle {offset} steht.",
        "JSONata vergleicht mit einem `=` und hat `and`, `or` und `$not(...)`.",
    ),
    "expression-literal-step": Text(
        "Im Ausdruck in „{field}“ steht `{token}` als Schritt eines Pfades.",
        "Setzen Sie es in Backticks: `` `{token}` ``.",
    ),
    "expression-parameter": Text(
        "Im Ausdruck in „{field}“ ist `{token}` kein Name für einen Parameter.", "Parameter beginnen mit `$`."
    ),
    "expression-bind-target": Text(
        "Im Ausdruck in „{field}“ wird bei Stelle {offset} etwas gebunden, das keine Variable ist.",
        "Neben `:=`, `@` oder `#` muss ein Name stehen, der mit `$` beginnt.",
    ),
    "expression-parent": Text(
        "Im Ausdruck in „{field}“ führt `%` über den Anfang des Pfades hinaus.",
        "Verwenden Sie `%` nur unterhalb davon.",
    ),
    "expression-too-long": Text(
        "Der Ausdruck in „{field}“ ist {length} Zeichen lang.",
        "Teilen Sie ihn auf: erlaubt sind {limit} Zeichen.",
    ),
    "expression-too-deep": Text(
        "Der Ausdruck in „{field}“ ist zu tief verschachtelt.",
        "Teilen Sie ihn auf mehrere Knoten auf: erlaubt sind {limit} Klammern und Operatoren ineinander.",
    ),
}
