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
const breaks = (text) => text.split('\n').length - 1;
// The first and the last line of each piece of a text, as LangChain counts them.
const linesOf = (whole, pieces) => {
  let line = 1, before = 0, end = 0;
  return pieces.map((piece, n) => {
    const at = whole.indexOf(piece, n ? before + 1 : 0);
    line += end < at ? breaks(whole.slice(end, at)) : -breaks(whole.slice(at, end));
    const lines = { from: line, to: line + breaks(piece) };
    [line, before, end] = [lines.to, at, at + piece.length];
    return { lines };
  });
};
const ofPart = (row, parts, whole, n) => {
  const texts = chunks(whole), lines = splitter ? linesOf(whole, texts) : texts.map(() => ({}));
  const page = row.pages && !row.is_whole ? { pageNumber: n + 1 } : {};
  return texts.map((text, at) => {
    const loc = { ...page, ...lines[at] }, part = parts.length > 1 && !row.pages ? { line: n + 1 } : {};
    const found = { source: 'blob', blobType: typeOf(row), ...part, ...(Object.keys(loc).length ? { loc } : {}) };
    return { text, k: row.k, metadata: { ...found, ...row.metadata } };
  });
};
return [rows.flatMap((row) => textsOf(row).flatMap((whole, n, parts) => ofPart(row, parts, whole, n)))];
