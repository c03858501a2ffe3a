function parsed(text, delimiter) {
  const rows = [[]];
  let cell = '', quoted = false, begun = false;
  const end = () => { rows.at(-1).push(cell); cell = ''; begun = false; };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at];
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') { cell += '"'; at++; }
      else quoted = false;
    } else if (letter === '"' && !begun) { quoted = true; begun = true; }
    else if (letter === delimiter) end();
    else if (letter === '\n' || letter === '\r') {
      if (letter === '\r' && text[at + 1] === '\n') at++;
      end();
      rows.push([]);
    } else { cell += letter; begun = true; }
  }
  if (quoted) throw new Error('A quote in the CSV is not closed.');
  end();
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}
return $input.all().map(({ json: { data, delimiter, header } }) => {
  const rows = parsed(Buffer.from(data, 'base64').toString('utf8').replace(/^\uFEFF/, ''), delimiter);
  if (!header) return rows.map((row) => ({ row }));
  const [names, ...others] = rows;
  return others.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])));
});
