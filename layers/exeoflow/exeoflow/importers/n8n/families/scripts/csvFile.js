const flat = (value, path = '') => value !== null && typeof value === 'object' && !Array.isArray(value)
  ? Object.assign({}, ...Object.entries(value).map(([key, each]) => flat(each, path ? `${path}.${key}` : key)))
  : { [path]: value };
return $input.all().map(({ json: { name, items, delimiter, header, ...file } }) => {
  const rows = items.map((item) => flat(item));
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value) => {
    const text = value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value)
      : typeof value === 'boolean' ? String(value).toUpperCase() : String(value);
    return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(delimiter));
  const text = (header ? [columns.map(cell).join(delimiter), ...lines] : lines).join('\n');
  const data = Buffer.from(text, 'utf8').toString('base64');
  return { [name]: { ...file, data, fileSize: String(Buffer.from(data, 'base64').length) } };
});
