"""Rules about single fields, of a node's configuration as well as of a request's body."""

from exeoflow.texts.text import Text

RULES = {
    "field-missing": Text("Das Feld „{field}“ fehlt.", "Geben Sie es an."),
    "field-unknown": Text(
        "Das Feld „{field}“ gibt es hier nicht.", "Entfernen Sie es oder prüfen Sie die Schreibweise."
    ),
    "field-not-string": Text("„{field}“ muss ein Text sein.", "Setzen Sie den Wert in Anführungszeichen."),
    "field-not-integer": Text(
        "„{field}“ muss eine ganze Zahl sein.", "Geben Sie eine ganze Zahl ohne Anführungszeichen an."
    ),
    "field-not-number": Text(
        "„{field}“ muss eine Zahl sein.", "Geben Sie eine Zahl ohne Anführungszeichen an."
    ),
    "field-not-boolean": Text(
        "„{field}“ muss `true` oder `false` sein.",
        "Geben Sie einen der beiden Werte ohne Anführungszeichen an.",
    ),
    "field-not-object": Text(
        "„{field}“ muss ein Objekt sein.", "Geben Sie ein Objekt in geschweiften Klammern an."
    ),
    "field-not-list": Text("„{field}“ muss eine Liste sein.", "Setzen Sie die Werte in eckige Klammern."),
    "field-not-timestamp": Text(
        "„{field}“ ist kein Zeitpunkt.", "Schreiben Sie ihn wie `2024-01-20T10:00:00Z`."
    ),
    "field-not-date": Text("„{field}“ ist kein Datum.", "Schreiben Sie es wie `2024-01-20`."),
    "moment-past": Text(
        "„{field}“ liegt in der Vergangenheit.", "Geben Sie einen Zeitpunkt an, der noch kommt."
    ),
    "field-empty": Text("„{field}“ darf nicht leer sein.", "Geben Sie einen Wert an."),
    "field-too-short": Text("„{field}“ ist zu kurz.", "Es muss mindestens {limit} Zeichen lang sein."),
    "field-too-long": Text("„{field}“ ist zu lang.", "Erlaubt sind höchstens {limit} Zeichen."),
    "field-too-small": Text(
        "Der Wert von „{field}“ ist zu klein.", "Der kleinste erlaubte Wert ist {limit}."
    ),
    "field-too-large": Text("Der Wert von „{field}“ ist zu groß.", "Der größte erlaubte Wert ist {limit}."),
    "field-too-few": Text("„{field}“ hat zu wenige Einträge.", "Nötig sind mindestens {limit}."),
    "field-too-many": Text("„{field}“ hat zu viele Einträge.", "Erlaubt sind höchstens {limit}."),
    "field-pattern": Text("„{field}“ hat nicht die verlangte Form.", "Verlangt ist: {form}."),
    "field-choice": Text("„{field}“ hat keinen der erlaubten Werte.", "Erlaubt sind: {expected}."),
    "field-invalid": Text(
        "Der Wert von „{field}“ ist ungültig.", "Prüfen Sie ihn anhand der API-Beschreibung."
    ),
    "field-read-only": Text(
        "„{field}“ lässt sich nicht setzen und ist nicht so gespeichert.",
        "Lassen Sie das Feld weg, oder lesen Sie den Workflow neu. Den Status ändert `POST .../status`.",
    ),
    "field-too-deep": Text("„{field}“ ist zu tief verschachtelt.", "Erlaubt sind höchstens {limit} Ebenen."),
    "field-not-unicode": Text(
        "„{field}“ enthält ein halbes Zeichen, das sich nicht speichern lässt.",
        "Entfernen Sie Angaben wie `\\ud800`, die ohne ihr Gegenstück stehen.",
    ),
    "variable-name": Text(
        "So kann eine Variable nicht heißen.",
        "Erlaubt sind Buchstaben ohne Umlaute, Ziffern und `_`, am Anfang keine Ziffer, höchstens 64 Zeichen.",
    ),
    "variables-too-large": Text(
        "Die Variablen des Arbeitsbereichs wären zusammen zu groß.",
        "Erlaubt sind höchstens {limit} Bytes als JSON.",
    ),
    "credential-too-large": Text(
        "Die Werte der Zugangsdaten sind zu groß.", "Erlaubt sind höchstens {limit} Bytes als JSON."
    ),
    "token-with-scheme": Text(
        "„{field}“ beginnt mit „Bearer“, das von selbst davor steht.",
        "Geben Sie nur das an, was dahinter kommt.",
    ),
    "credential-tls": Text(
        "Das sind keine vollständigen Angaben zu TLS.",
        "Geben Sie `ca` an, oder `certificate` zusammen mit `private_key`, oder beides.",
    ),
    "credential-jwt": Text(
        "Ein Token braucht genau einen Schlüssel, der zu seinem `algorithm` passt.",
        "Geben Sie `private_key` an, oder `secret` mit `HS256`, `HS384` oder `HS512`.",
    ),
    "credential-hmac": Text(
        "Es ist nicht gesagt, wo die Signatur steht.",
        "Setzen Sie `{expected}` in einen der `headers` oder der `query`, und nicht in `signed_text`, oder "
        "nennen Sie ein `preset`.",
    ),
    "credential-part": Text(
        "„{field}“ nennt in geschweiften Klammern einen Teil, den keine Anfrage hat.",
        "Die Teile sind {expected}.",
    ),
    "credential-secret-encoding": Text(
        "`secret` ist nicht so geschrieben, wie `secret_encoding` sagt: {encoding}.",
        "Geben Sie es so an, wie Sie es bekommen haben, und sagen Sie, wie: `text`, `hex` oder `base64`.",
    ),
    "credential-custom": Text(
        "Es fehlt, was gesendet werden soll.",
        "Geben Sie `headers`, `query`, `path` oder `body` an, oder mehreres davon.",
    ),
    "address-invalid": Text(
        "„{field}“ ist keine vollständige Adresse.",
        "Geben Sie eine wie `https://example.com/ends` an, ohne Benutzername und Passwort.",
    ),
    "address-not-https": Text(
        "„{field}“ beginnt nicht mit `https://`.",
        "`http://` ist nur für Hosts möglich, die der Parameter `HttpAllowedHosts` nennt.",
    ),
}
