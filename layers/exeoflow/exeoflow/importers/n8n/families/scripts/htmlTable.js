const heading = (name, capitalize) => !capitalize ? name
  : name.split('_').filter(Boolean).map((word) => word[0].toUpperCase() + word.slice(1)).join(' ');
const rows = $input.all().map(({ json }) => json);
const { options } = rows[0];
const columns = [...new Set(rows.flatMap(({ item }) => Object.keys(item)))];
const style = (text) => options.customStyling ? '' : `style='${text}'`;
const cell = (value) => typeof value === 'boolean' ? `<input type="checkbox" ${value ? 'checked="checked"' : ''}/>` : value;
const cells = (item, attributes) => columns
  .map((name) => `<td ${style('margin:0; padding:7px 20px 7px 0px; border-bottom:1px solid #eee')} ${attributes}>${cell(item[name])}</td>`)
  .join('');
const head = style('margin:0; padding:7px 20px 7px 0px; border-bottom:1px solid #eee; text-align:left; color:#888; font-weight:normal');
return [
  `<table ${style('border-spacing:0; font-family:helvetica,arial,sans-serif')} ${options.tableAttributes || ''}>`,
  options.caption ? `<caption>${options.caption}</caption>` : '',
  `<thead ${head} ${options.headerAttributes || ''}><tr>`,
  columns.map((name) => `<th>${heading(name, options.capitalize)}</th>`).join(''),
  '</tr></thead><tbody>',
  ...rows.map(({ item, options: own }) => `<tr  ${own.rowAttributes ?? ''}>${cells(item, own.cellAttributes ?? '')}</tr>`),
  '</tbody></table>',
].join('');
