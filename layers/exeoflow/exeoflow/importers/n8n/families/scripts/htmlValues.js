const FORMS = {
  attribute: (found, row) => found.attr(row.attribute),
  html: (found) => found.html() || undefined,
  text: (found, row, version) => {
    if (version <= 1.1) return found.text() || undefined;
    const skipped = (row.skipSelectors || '').split(',').map((each) => each.trim()).filter(Boolean);
    return htmlToText(found.html() || '', { selectors: skipped.map((selector) => ({ selector, format: 'skip' })) });
  },
  value: (found) => {
    const value = found.val();
    return Array.isArray(value) ? value.join(',') : value;
  },
};
function valueOf(found, row, options, version) {
  const form = FORMS[row.returnValue ?? 'text'];
  if (!form) throw new Error(`Unknown return value: ${row.returnValue}`);
  let value = form(found, row, version);
  if (value === undefined) return value;
  if (options.trimValues) value = value.trim();
  return options.cleanUpText ? value.trim().replace(/(\r\n|\n|\r)/gm, '').replace(/\s+/g, ' ') : value;
}
function fieldOf(item, name) {
  const found = name in item ? item[name] : (name.match(/[^.[\]'"]+/g) ?? [name]).reduce((value, key) => value?.[key], item);
  if (found === undefined) throw new Error(`No property named "${name}" exists!`);
  return found;
}
function extracted({ item, name, data, rows, options, version }) {
  const pages = data === null ? fieldOf(item, name) : Buffer.from(data, 'base64').toString('utf8');
  return (Array.isArray(pages) ? pages : [pages]).map((page) => {
    if (['number', 'boolean'].includes(typeof page)) throw new Error('A page must be a text.');
    const $ = cheerio.load(page);
    return Object.fromEntries(rows.map((row) => {
      const found = $(row.cssSelector);
      const each = () => found.toArray().map((element) => valueOf($(element), row, options, version) ?? null);
      return [row.key, row.returnArray ? each() : valueOf(found, row, options, version)];
    }));
  });
}
return $input.all().map(({ json: { failsSoftly, ...given } }) => {
  try {
    return extracted(given);
  } catch (fault) {
    if (!failsSoftly) throw fault;
    return [{ error: fault.message }];
  }
});
