// n8n's Merge by SQL: the same library, over tables input1, input2 ... of the items.
const { tables, query, parameters, namesOrigins, succeedsEmpty } = $input;
const refuse = () => { throw new Error('SQL reads no files and no addresses.'); };
for (const source of ['FILE', 'JSON', 'JSONL', 'NDJSON', 'TXT', 'TSV', 'TAB', 'CSV', 'XLS', 'XLSX', 'ODS', 'XML', 'HTML', 'GEXF', 'METEOR', 'TABLETOP']) alasql.from[source] = refuse;
for (const target of Object.keys(alasql.into)) alasql.into[target] = refuse;
function rowsOf(written, data) {
  const database = new alasql.Database();
  data.forEach((rows, at) => {
    database.exec(`CREATE TABLE input${at + 1}`);
    database.tables[`input${at + 1}`].data = rows;
  });
  const rows = [];
  for (const row of database.exec(written, parameters)) {
    if (Array.isArray(row)) rows.push(...row);
    else if (typeof row === 'object') rows.push(row);
  }
  return !rows.length && succeedsEmpty ? [{ success: true }] : rows;
}
// What n8n adds to a query so that it can tell what rows come from.
function withOrigins(written) {
  const match = written.match(/SELECT\s+(.+?)\s+FROM/i);
  if (!match || match[1].trim() === '*') return written;
  const columns = tables.map((_, at) => `input${at + 1}`).filter((name) => written.includes(name)).map((name) => `, ${name}.pairedItem AS pairedItem${name.slice(5)}`);
  return written.replace(match[0], `SELECT ${match[1].trim()}${columns.join('')} FROM`);
}
const withoutOrigins = (row) => Object.fromEntries(Object.entries(row).filter(([key]) => !key.startsWith('pairedItem')));
if (namesOrigins && query.toLowerCase().startsWith('select')) {
  const data = tables.map((rows, input) => rows.map((row, item) => ({ ...row, pairedItem: { item, input } })));
  try {
    return rowsOf(withOrigins(query), data).map(withoutOrigins);
  } catch {
    // As in n8n the query is tried as it is written.
  }
}
return rowsOf(query, tables);
