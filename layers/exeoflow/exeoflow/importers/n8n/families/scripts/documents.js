const { rows, splitter } = $input.first().json;
const joined = (parts, separator) => parts.join(separator).trim();
// As LangChain's text splitters do it: pieces as long as may be, that begin with the end of the one before.
const merged = (splits, separator) => {
  const { size, overlap } = splitter, texts = [];
  let parts = [], total = 0;
  for (const split of splits) {
    const more = () => total + split.length + parts.length * separator.length > size;
    if (more() && parts.length) {
      texts.push(joined(parts, separator));
      while (total > overlap || (more() && total > 0)) total -= parts.shift().length;
    }
    parts.push(split);
    total += split.length;
  }
  return [...texts, joined(parts, separator)].filter((text) => text !== '');
};
// A separator that is kept begins a part; where two overlap, both begin one.
const parted = (text, separator) => text.split(splitter.keeps && separator ? new RegExp(`(?=${separator})`) : separator)
  .filter((part) => part !== '');
const recursive = (text, separators) => {
  const at = separators.findIndex((each) => each === '' || text.includes(each));
  const others = separators.slice(at + 1), texts = [];
  let short = [];
  const close = () => { if (short.length) texts.push(...merged(short, splitter.keeps ? '' : separators[at])); short = []; };
  for (const split of parted(text, separators[at])) {
    if (split.length < splitter.size || !others.length) short.push(split);
    else { close(); texts.push(...recursive(split, others)); }
  }
  close();
  return texts;
};
const chunks = (text) => !splitter ? [text]
  : splitter.separator === undefined ? recursive(text, ['\n\n', '\n', ' ', ''])
  : merged(parted(text, splitter.separator), splitter.separator);
const strings = (value) => typeof value === 'string' ? (value ? [value] : [])
  : value && typeof value === 'object' ? Object.values(value).flatMap(strings) : [];
const csv = (text) => {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (text.includes('"')) throw new Error('A CSV with quotes cannot be loaded as documents.');
  const names = head.split(',');
  return lines.map((line) => line.split(',').map((cell, at) => `${names[at]}: ${cell}`).join('\n'));
};
const ofFile = ({ file, pages, form, is_whole }) => {
  if (pages) return is_whole ? [pages.join('\n\n')] : pages;
  const kind = form === 'auto' ? file.mimeType : { jsonLoader: 'application/json', csvLoader: 'text/csv' }[form] ?? 'text/plain';
  const text = Buffer.from(file.data, 'base64').toString('utf8');
  if (kind.includes('json')) return strings(JSON.parse(text));
  if (kind.includes('csv')) return csv(text);
  if (kind.startsWith('text/')) return [text];
  throw new Error(`A file of the type ${kind} cannot be loaded as a document.`);
};
const typeOf = ({ file, value }) => file ? file.mimeType : typeof value === 'string' ? 'text/plain' : 'application/json';
const textsOf = (row) => row.file ? ofFile(row) : typeof row.value === 'string' ? [row.value] : strings(row.value);
return [rows.flatMap((row) => textsOf(row).flatMap((whole, line) => chunks(whole).map((text) => ({
  text, k: row.k, metadata: { source: 'blob', blobType: typeOf(row), line: line + 1, ...row.metadata },
}))))];
