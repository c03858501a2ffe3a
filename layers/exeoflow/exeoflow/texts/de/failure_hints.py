"""Was zu tun ist, wenn ein Schritt mit einem dieser Fehler scheitert."""

FAILURE_HINTS = {
    "Http.Status400": "Der Server versteht die Anfrage nicht. Vergleichen Sie Adresse, Header und Body mit seiner "
    "Beschreibung; was er dazu sagt, steht in `error.details`.",
    "Http.Status401": "Der Server kennt den Aufrufer nicht. Prüfen Sie die Zugangsdaten (`POST "
    "/v1/credentials/{id}/test`) und ob der Knoten sie nennt.",
    "Http.Status403": "Der Server kennt den Aufrufer, erlaubt ihm das aber nicht. Prüfen Sie dessen Rechte dort.",
    "Http.Status404": "Unter dieser Adresse gibt es nichts. Prüfen Sie Pfad und Werte darin.",
    "Http.Status409": "Der Server hat einen anderen Stand. Lesen Sie ihn neu, bevor Sie schreiben.",
    "Http.Status415": "Der Server erwartet eine andere Art Inhalt. Setzen Sie `body_type`; ein Text geht ohne das als "
    "`text/plain`.",
    "Http.Status422": "Der Server versteht den Inhalt, lehnt ihn aber ab. Welche Felder, steht meist in "
    "`error.details.body`.",
    "Http.Status429": "Es waren zu viele Anfragen. `retry` mit `Http.Status429` wartet, solange der Server es verlangt "
    "(`Retry-After`).",
    "Http.Status500": "Der Fehler liegt beim Server. `retry` versucht es noch einmal.",
    "Http.Status502": "Der Fehler liegt beim Server oder vor ihm. `retry` versucht es noch einmal.",
    "Http.Status503": "Der Server ist überlastet oder außer Betrieb. `retry` versucht es noch einmal.",
    "Http.Status504": "Der Server bekam selbst keine Antwort. `retry` versucht es noch einmal.",
    "Http.Timeout": "Die Antwort kam nicht rechtzeitig. Erhöhen Sie `timeout` (bis 840 Sekunden), oder lassen Sie es "
    "mit `retry` noch einmal versuchen.",
    "Http.ConnectionFailed": "Es kam keine Verbindung oder keine ganze Antwort zustande. Prüfen Sie Namen, Port und "
    "Zertifikat des Servers; eine eigene Zertifizierungsstelle gehört in Zugangsdaten vom Typ `tls`.",
    "Http.AddressNotAllowed": "Adressen, die nicht öffentlich sind, erreicht ein Workflow nur, wenn der Betreiber sie zulässt "
    "(`AllowedHosts`, auf einem Rechner `--allow-hosts`).",
    "Http.InvalidRequest": "So lässt sich die Anfrage nicht senden. Prüfen Sie, was die Ausdrücke der genannten Felder "
    "ergeben.",
    "Http.InvalidResponse": "Die Antwort hat nicht die Form, die `response` nennt. Mit `auto` oder `text` sehen Sie, was "
    "kam.",
    "Http.TooManyRedirects": "Die Adresse leitet im Kreis um. Nennen Sie die letzte, oder setzen Sie `follow_redirects` auf "
    "`false`.",
    "Http.RedirectNotAllowed": "Dorthin wird nicht umgeleitet. Nennen Sie die Adresse, die gemeint ist, mit `https`.",
    "Http.ResponseTooLarge": "Mit `response: file` liegt eine Antwort bis 64 MiB in einer Datei; Listen lesen Sie mit "
    "`pagination` in Seiten.",
    "Http.PaginationFailed": "Die Seiten sind nicht, wie `pagination` sagt. Vergleichen Sie `items`, `next` und `parameter` "
    "mit einer Antwort.",
    "Http.CredentialNotFound": "Legen Sie die Zugangsdaten an, und nennen Sie ihre id im Knoten.",
    "Http.CredentialInvalid": "Prüfen Sie die Werte der Zugangsdaten und ob `allowed_hosts` diesen Server nennt.",
    "Http.TokenNotFetched": "Der OAuth2-Server gibt kein Token. Prüfen Sie `token_url`, `client_id` und `client_secret`, und "
    "ob das Refresh-Token noch gilt; manche Server wollen `client_authentication: body`.",
    "Code.Failed": "Der Code ist an der genannten Zeile gescheitert. Probieren Sie den Knoten mit der Eingabe "
    "dieses Schritts aus.",
    "Code.InvalidSource": "Der Code lässt sich nicht lesen. Prüfen Sie die genannte Zeile.",
    "Code.Timeout": "Der Code war nicht rechtzeitig fertig. Erhöhen Sie `timeout` (bis 60 Sekunden), oder geben Sie "
    "ihm weniger auf einmal.",
    "Code.OutOfMemory": "Geben Sie dem Code weniger auf einmal, etwa mit `for_each`.",
    "Code.InvalidResult": "Code gibt JSON zurück: mit `return` Objekte, Listen, Texte, endliche Zahlen, Wahrheitswerte "
    "oder `null`.",
    "Code.ResultTooLarge": "Geben Sie nur zurück, was der nächste Schritt braucht.",
    "Data.Invalid": "Der Inhalt hat nicht die Form, die `format` nennt. Sehen Sie sich die Eingabe dieses Schritts "
    "an.",
    "Data.InvalidRequest": "Prüfen Sie die Angaben des Knotens, etwa `pattern`, `timezone` oder `delimiter`.",
    "Data.TooLarge": "Teilen Sie den Inhalt, zum Beispiel mit dem Knoten `file`.",
    "File.NotFound": "Die Datei gibt es nicht mehr: Sie geht mit ihrer Ausführung. Lesen Sie sie, solange diese "
    "aufbewahrt wird.",
    "File.Invalid": "In der Datei steht keine Liste oder kein Bild, oder nichts von ihrem Typ. Prüfen Sie `items`, `format` und woher sie "
    "kommt.",
    "File.InvalidRequest": "Der Knoten bekam keine Datei, oder einen Wert ohne Sinn. Prüfen Sie, was die Ausdrücke ergeben.",
    "File.TooLarge": "Eine Datei hat höchstens 64 MiB, was Code bekommt, 5 MiB, was ein Zustand trägt, in AWS "
    "256 KiB. Teilen Sie sie vorher. Ein Bild hat höchstens 40 Millionen Bildpunkte.",
    "File.Unavailable": "Die Ablage der Dateien antwortet nicht. `retry` versucht es noch einmal.",
    "States.Timeout": "Es dauerte länger, als `timeout` erlaubt. Erhöhen Sie es am Knoten oder in `settings`.",
}
