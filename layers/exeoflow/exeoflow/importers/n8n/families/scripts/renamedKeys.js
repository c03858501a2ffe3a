function renamed(value, { searchRegex, replaceRegex = '', options = {} }, depth) {
  const regex = new RegExp(searchRegex, options.caseInsensitive ? 'i' : '');
  const inner = (entry) => typeof entry === 'object' && entry !== null && depth !== 0 ? renamed(entry, { searchRegex, replaceRegex, options }, depth - 1) : entry;
  if (Array.isArray(value)) return value.map(inner);
  const found = Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inner(entry)]));
  for (const key of Object.keys(found)) {
    const name = regex.test(key) ? key.replace(regex, replaceRegex) : key;
    if (name === key) continue;
    found[name] = found[key];
    delete found[key];
  }
  return found;
}
return $input.map(({ item, rows }) => rows.reduce((value, row) => renamed(value, row, row.options?.depth ?? -1), item));
