"""Rules about requests: how a body is written, and what stands behind the question mark."""

from exeoflow.texts.text import Text

RULES = {
    "export-no-json": Text("Die Datei ist kein JSON.", "Exportieren Sie den Ablauf in n8n noch einmal."),
    "export-of-nothing": Text(
        "Die Datei ist kein Export von n8n: Ihr fehlt `nodes` oder `connections`.",
        "Exportieren Sie den Ablauf in n8n mit „Download“.",
    ),
    "machine-of-nothing": Text(
        "Die Datei ist keine Zustandsmaschine: Ihr fehlt ein `StartAt`, das einen ihrer `States` nennt.",
        "Geben Sie die Definition in der Amazon States Language oder die Antwort von `describe-state-machine`.",
    ),
    "export-too-large": Text("Der Export ist größer als {limit}.", "Teilen Sie den Ablauf."),
    "json-malformed": Text(
        "In Zeile {line}, Spalte {column} ist es kein JSON mehr.",
        "Prüfen Sie, was davor fehlt oder zu viel ist.",
    ),
    "json-not-unicode": Text("Der Inhalt ist kein UTF-8.", "Senden Sie den Inhalt in UTF-8."),
    "json-name-twice": Text("Ein Objekt hat das Feld „{name}“ zweimal.", "Entfernen Sie eines von beiden."),
    "json-no-number": Text(
        "`{token}` ist keine Zahl von JSON oder zu groß.", "Geben Sie eine Zahl bis 1,7e308 oder `null` an."
    ),
    "key-known-to-all": Text(
        "Diesen Schlüssel kennt jeder: Er gilt nur auf diesem Rechner, nicht unter „{host}“.",
        "Rufen Sie `127.0.0.1` oder `localhost` auf, nennen Sie den Namen beim Start mit `--url`, oder legen Sie "
        "einen eigenen Schlüssel an.",
    ),
    "head-too-large": Text(
        "Die erste Zeile und die Werte der Kopfzeilen sind zusammen länger als {limit} Bytes.",
        "Senden Sie lange Werte im Inhalt der Anfrage.",
    ),
    "route-unknown": Text("Die Adresse „{path}“ gibt es nicht.", "`/docs` beschreibt alle."),
    "parameter-unknown": Text("Den Parameter „{field}“ gibt es hier nicht.", "Erlaubt sind: {known}."),
    "parameter-unexpected": Text(
        "Dieser Aufruf nimmt keine Parameter, auch nicht „{field}“.", "Lassen Sie ihn weg."
    ),
    "parameter-missing": Text("Der Parameter „{field}“ fehlt.", "Geben Sie ihn an."),
    "parameter-not-integer": Text(
        "Der Parameter „{field}“ muss eine ganze Zahl sein.", "Geben Sie eine ganze Zahl an."
    ),
    "parameter-too-small": Text(
        "Der Parameter „{field}“ ist zu klein.", "Der kleinste erlaubte Wert ist {limit}."
    ),
    "parameter-too-large": Text(
        "Der Parameter „{field}“ ist zu groß.", "Der größte erlaubte Wert ist {limit}."
    ),
    "parameter-choice": Text(
        "Der Parameter „{field}“ kann nicht „{value}“ sein.", "Erlaubt sind: {expected}."
    ),
    "parameter-not-timestamp": Text(
        "Der Parameter „{field}“ ist kein Zeitpunkt.", "Schreiben Sie ihn wie `2024-01-20T10:00:00Z`."
    ),
    "parameter-not-date": Text(
        "Der Parameter „{field}“ ist kein Datum.", "Schreiben Sie es wie `2024-01-20`."
    ),
    "parameter-not-pair": Text(
        "Der Parameter „{field}“ nennt keinen Namen mit einem Wert.", "Schreiben Sie ihn wie `kunde:4711`."
    ),
    "label-invalid": Text(
        "„{field}“ ist kein Label.",
        "Namen bestehen aus 1 bis 64 Buchstaben, Ziffern, `_`, `.` und `-`, Werte sind Texte von 1 bis 200 Zeichen ohne"
        " Komma.",
    ),
    "rerun-node-unknown": Text(
        "Den Knoten „{node}“ gibt es in dieser Revision nicht (mehr).", "Bekannt sind: {known}."
    ),
    "rerun-node-in-loop": Text(
        "Bei „{node}“ lässt sich nicht fortsetzen, denn der Knoten läuft in einer Schleife.",
        "Nennen Sie einen Knoten vor der Schleife; ein `for_each` selbst ist möglich.",
    ),
    "rerun-output-lost": Text(
        "Was „{node}“ ausgegeben hat, ist nicht mehr bekannt.",
        "Wiederholen Sie die ganze Ausführung, oder setzen Sie weiter vorne fort.",
    ),
    "rerun-items": Text(
        "Nur ein `for_each` hat Elemente, die sich für sich wiederholen lassen.",
        "Nennen Sie eines in `from`, oder lassen Sie `items` weg.",
    ),
    "rerun-items-changed": Text(
        "„{node}“ hat jetzt vielleicht andere Elemente als damals.",
        "Wiederholen Sie alle Elemente, oder wählen Sie die Revision `original`, wenn nur der Knoten geändert wurde.",
    ),
    "rerun-items-joined": Text(
        "Die Elemente des `for_each` beginnen bei „{node}“, wo mehrere Eingaben unter ihren Namen zusammenkommen.",
        "Wiederholen Sie alle Elemente.",
    ),
    "pin-node-unknown": Text("Den Knoten „{node}“ gibt es nicht.", "Bekannt sind: {known}."),
    "pin-handles": Text(
        "Der Ausgang von „{node}“ lässt sich nicht vorgeben, denn sein Typ entscheidet, wie es weitergeht.",
        "Geben Sie die Ausgaben der Knoten davor vor.",
    ),
    "bulk-ids-or-filter": Text(
        "Es ist nicht klar, was gemeint ist.", "Nennen Sie entweder `ids` oder einen `filter`."
    ),
    "bulk-filter-empty": Text(
        "Der Filter sagt nichts, und alles ist gewiss nicht gemeint.", "Geben Sie wenigstens ein Feld an."
    ),
    "debounce-with-concurrency": Text(
        "`debounce` und `concurrency` lassen beide Starts warten; zusammen geht das nicht.",
        "Entfernen Sie eines von beiden.",
    ),
    "input-type": Text("„{field}“ hat den falschen Typ.", "Erwartet wird: {expected}."),
    "input-schema": Text(
        "„{field}“ entspricht nicht dem Schema des Workflows.", "Verlangt ist `{keyword}` mit {value}."
    ),
    "schema-invalid": Text(
        "„{field}“ ist kein JSON-Schema (2020-12). Bei „{place}“ ist `{value}` nicht erlaubt.",
        "Beschreiben Sie die Eingabe mit den Wörtern von JSON Schema.",
    ),
    "schema-too-long": Text("„{field}“ ist zu lang.", "Erlaubt sind höchstens {limit} Bytes."),
    "schema-reference": Text(
        "Der Verweis `{reference}` im Schema führt zu nichts darin.",
        "Verweisen Sie auf einen Teil desselben Schemas, wie `#/$defs/customer`.",
    ),
    "input-field-unknown": Text(
        "Das Feld „{field}“ gibt es hier nicht.",
        'Was der Workflow bekommen soll, gehört unter `input`: `{"input": {"{field}": ...}}`.',
    ),
    "webhook-secret-twice": Text(
        "Das Geheimnis ist zweimal angegeben: selbst und durch Zugangsdaten.",
        "Entfernen Sie das Geheimnis oder `credential`.",
    ),
    "webhook-secret-held": Text(
        "Das Geheimnis dieses Webhooks steht in den Zugangsdaten „{credential}“.",
        "Geben Sie ihnen neue Werte (`PUT /v1/credentials/{credential}`).",
    ),
    "webhook-credential-type": Text(
        "Die Zugangsdaten „{credential}“ sind vom Typ `{type}`; sie enthalten nicht genau ein Geheimnis.",
        "Nehmen Sie solche eines dieser Typen: {expected}.",
    ),
    "open-method-unknown": Text(
        "Der Webhook nimmt `{method}` nicht an, offen ist die Methode darum auch nicht.",
        "Nehmen Sie sie in `method` auf ({expected}), oder lassen Sie sie aus `open_methods` weg.",
    ),
    "webhook-without-secret": Text(
        "Dieser Webhook hat kein Geheimnis: Was sein Absender schickt, wird mit öffentlichen Schlüsseln geprüft.",
        "Neue Schlüssel hinter `jwks_url` oder einem `preset` gelten von selbst; einen, der im Webhook steht, tauschen Sie in "
        "`authentication`, solange beide gelten in einer Liste.",
    ),
    "public-key-unreadable": Text(
        "Das ist kein öffentlicher Schlüssel, der zu lesen wäre.",
        "Geben Sie ihn an, wie ihn der Absender zeigt: als PEM, als Base64 oder, bei Ed25519, als 64 hexadezimale Ziffern.",
    ),
    "public-key-type": Text(
        "Der Schlüssel passt nicht zu `{algorithm}`, oder er ist kürzer als die nötigen {bits} Bit.",
        "Nehmen Sie das `algorithm`, mit dem der Absender unterschreibt, und seinen Schlüssel dafür.",
    ),
    "jwt-keys": Text(
        "Tokens werden mit genau einem geprüft: mit `jwks_url`, mit `key` oder mit einem Geheimnis.",
        "Lassen Sie nur eines davon stehen; `preset` nennt die Schlüssel seines Absenders selbst.",
    ),
    "jwt-algorithm": Text(
        "`{algorithm}` passt nicht zu dem, womit geprüft wird.",
        "Nehmen Sie eines von diesen: {expected}.",
    ),
    "jwt-audience-missing": Text(
        "Ohne `audience` käme jeder herein, dem dieser Aussteller irgendein Token gibt.",
        "Geben Sie an, was der Absender als Empfänger in seine Tokens schreibt (`aud`).",
    ),
    "jwt-email-missing": Text(
        "Tokens von Google kann sich jedes Dienstkonto für jeden Empfänger ausstellen lassen.",
        'Nennen Sie das eine, das aufrufen darf: `"claims": {"email": "..."}`.',
    ),
    "jwt-secret-short": Text(
        "Ein Geheimnis für Tokens braucht mindestens {limit} Bytes.",
        "Nehmen Sie ein längeres, oder lassen Sie den Webhook eines erzeugen.",
    ),
    "webhook-jwt-absent": Text(
        "Der Aufruf hat kein Token im Header `{header}`.",
        "Senden Sie es dort, mit oder ohne `Bearer` davor.",
    ),
    "webhook-jwt-wrong": Text(
        "Das Token ist nicht, wie es sein muss: `{part}`.",
        "Vergleichen Sie diesen Teil des Tokens mit dem, was der Webhook verlangt (`authentication`); bei `kid` fehlt "
        "der Schlüssel, bei `signature` war es ein anderer.",
    ),
    "webhook-sns-wrong": Text(
        "Das ist keine Nachricht, die dieses Topic von Amazon SNS gesendet hat: `{part}`.",
        "Vergleichen Sie dieses Feld mit dem, was der Webhook verlangt (`topic`). „Raw message delivery“ muss aus sein: sie ist "
        "nicht signiert.",
    ),
    "webhook-keys-unavailable": Text(
        "Die Schlüssel des Absenders sind nicht zu lesen: {reason}.",
        "Prüfen Sie `jwks_url` des Webhooks: eine öffentliche Adresse, die ohne Umleitung mit einem JWK Set antwortet. "
        "Bei Amazon SNS: es hat nicht geantwortet; es versucht es wieder.",
    ),
    "signature-header-missing": Text(
        "Wer Signaturen nach einer eigenen Regel prüft, muss wissen, wo sie stehen.",
        "Geben Sie `header` oder `field` an oder das `preset` des Absenders.",
    ),
    "signature-place": Text(
        "Eine Signatur steht in einem Header oder in einem Feld des Bodys, ein Geheimnis selbst nur im Header.",
        "Geben Sie `header` oder `field` an, bei `plain` den `header`.",
    ),
    "signed-text-unknown": Text(
        "„{value}“ nennt einen Teil, den kein Aufruf hat.",
        "Teile sind: {expected}.",
    ),
    "signed-text-without-body": Text(
        "„{value}“ deckt den Body nicht ab, den dann jeder austauschen könnte.",
        "Nehmen Sie `{expected}` hinein.",
    ),
    "delivery-id-invalid": Text(
        "„{value}“ ist weder der Name eines Headers noch JSONata.",
        "Schreiben Sie `X-Event-Id`, `event_id` oder `$trigger.body.event.id`.",
    ),
    "path-parameter-twice": Text(
        "Der Pfad hat den Parameter „{value}“ zweimal.", "Geben Sie jedem einen eigenen Namen."
    ),
    "webhook-signature-absent": Text(
        "Der Aufruf hat keine Signatur, wo eine erwartet wird: {headers}.",
        "Lassen Sie den Absender unterschreiben, oder sagen Sie dem Webhook, wo seine Signatur steht (`authentication`).",
    ),
    "webhook-signature-time": Text(
        "`{header}` nennt keine Zeit, die zu lesen wäre.",
        "Nötig sind Sekunden oder Millisekunden seit 1970 oder ISO 8601, genau einmal.",
    ),
    "webhook-signature-wrong": Text(
        "Was in `{header}` steht, passt nicht zu Inhalt und Geheimnis.",
        "Prüfen Sie, ob der Absender dasselbe Geheimnis hat, die Bytes unterschreibt, die er sendet, und ob Präfix, "
        "Kodierung und unterschriebener Text des Webhooks seine sind.",
    ),
    "body-not-packed-so": Text(
        "Der Body lässt sich nicht als „{value}“ entpacken.",
        "Senden Sie ihn vollständig mit `gzip` oder `deflate`, oder lassen Sie `Content-Encoding` weg.",
    ),
    "body-not-in-charset": Text(
        "Der Body steht nicht im Zeichensatz „{value}“.",
        "Nennen Sie in `Content-Type` den richtigen.",
    ),
    "body-not-as-said": Text(
        "Der Body lässt sich nicht als {format} lesen.",
        "Senden Sie, was `Content-Type` sagt, oder ändern Sie ihn.",
    ),
    "body-not-as-said-in-line": Text(
        "Der Body lässt sich nicht als {format} lesen: Bis Zeile {line} geht es gut.",
        "Senden Sie, was `Content-Type` sagt, oder ändern Sie ihn.",
    ),
    "body-without-boundary": Text(
        "`Content-Type` sagt `multipart`, aber nicht, was die Teile trennt.",
        "Senden Sie `multipart/form-data; boundary=...`; wer den Body mit einer Bibliothek schreibt, lässt sie auch "
        "`Content-Type` setzen.",
    ),
    "body-cut-off": Text(
        "Der Body endet, ohne dass die Trennlinie der Teile ihn schließt.",
        "Senden Sie ihn vollständig, mit der `boundary`, die in `Content-Type` steht, und `--` dahinter.",
    ),
    "body-parts-too-many": Text(
        "Der Body hat zu viele Teile, oder einer von ihnen zu viele oder zu lange Header.",
        "Erlaubt sind {limit} Teile mit je {headers} Headern; senden Sie viele Felder als JSON.",
    ),
    "body-declares-entities": Text(
        "Das XML des Bodys deklariert Entitäten (`<!ENTITY ...>`), die sich vervielfachen oder nach fremden Dateien "
        "greifen könnten.",
        "Senden Sie es ohne sie.",
    ),
    "body-nests-too-deep": Text("Das XML des Bodys ist zu tief verschachtelt.", "Senden Sie es flacher."),
    "body-rows-too-large": Text(
        "Das CSV des Bodys hat zu viele Spalten, oder zu vielen Zeilen fehlen zu viele davon.",
        "Senden Sie es mit höchstens {limit} Spalten und vollen Zeilen.",
    ),
}
