const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', '#39': "'" };
const decoded = (text) => text
  .replace(/&#x([0-9a-f]+);/gi, (_, code) => String.fromCodePoint(parseInt(code, 16)))
  .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
  .replace(/&(\w+);/g, (all, name) => ENTITIES[name] ?? all);
const attribute = (tag, name) => new RegExp(`\\b${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>]+))`, 'i').exec(tag)?.slice(1).find((each) => each !== undefined) ?? '';
function markdown(html) {
  let text = html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<(script|style|head|noscript)\b[\s\S]*?<\/\1\s*>/gi, '')
    .replace(/<pre\b[^>]*>([\s\S]*?)<\/pre\s*>/gi, (_, code) => `\n\n\`\`\`\n${code.replace(/<[^>]+>/g, '').trimEnd()}\n\`\`\`\n\n`)
    .replace(/[ \t]*\r?\n[ \t]*(?![^`]*```\n\n)/g, (blank) => blank.includes('\n') ? '\n' : ' ');
  const lists = [];
  text = text.replace(/<(\/?)([a-zA-Z][a-zA-Z0-9]*)\b([^>]*)>/g, (tag, slash, name, rest) => {
    const closes = slash === '/';
    switch (name.toLowerCase()) {
      case 'h1': case 'h2': case 'h3': case 'h4': case 'h5': case 'h6':
        return closes ? '\n\n' : `\n\n${'#'.repeat(Number(name[1]))} `;
      case 'b': case 'strong': return '**';
      case 'i': case 'em': return '_';
      case 'code': return '`';
      case 'br': return '  \n';
      case 'hr': return '\n\n---\n\n';
      case 'img': return `![${attribute(rest, 'alt')}](${attribute(rest, 'src')})`;
      case 'a': {
        if (!closes) { lists.push({ href: attribute(rest, 'href') }); return '['; }
        const at = lists.findLastIndex((each) => 'href' in each);
        return at < 0 ? '' : `](${lists.splice(at, 1)[0].href})`;
      }
      case 'ul': case 'ol':
        if (closes) { const at = lists.findLastIndex((each) => 'kind' in each); if (at >= 0) lists.splice(at, 1); return '\n\n'; }
        lists.push({ kind: name.toLowerCase(), number: 0 });
        return '\n\n';
      case 'li': {
        if (closes) return '\n';
        const open = lists.filter((each) => 'kind' in each);
        const list = open.at(-1) ?? { kind: 'ul', number: 0 };
        list.number += 1;
        return `\n${'    '.repeat(Math.max(0, open.length - 1))}${list.kind === 'ol' ? `${list.number}.` : '*'} `;
      }
      case 'blockquote': return closes ? '\n\n' : '\n\n> ';
      case 'p': case 'div': case 'section': case 'article': case 'table': case 'header': case 'footer': return '\n\n';
      case 'tr': return closes ? ' |\n' : '\n';
      case 'td': case 'th': return closes ? '' : '| ';
      default: return '';
    }
  });
  return decoded(text).replace(/[ \t]+\n(?=\n)/g, '\n').replace(/\n{3,}/g, '\n\n').trim();
}
return $input.map((row) => markdown(String(row.text ?? '')));
