const escaped = (text) => text.replace(/&(?!#?\w+;)/g, '&amp;').replace(/<(?![a-zA-Z\/!])/g, '&lt;');
const quoted = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const slug = (text) => text.toLowerCase().replace(/<[^>]*>/g, '').replace(/[^\p{L}\p{N}]/gu, '');
function inline(text) {
  const codes = [];
  const kept = text.replace(/(`+)([\s\S]*?[^`])\1(?!`)/g, (_, ticks, code) => `\u0001${codes.push(`<code>${quoted(code.trim())}</code>`) - 1}\u0001`);
  return escaped(kept)
    .replace(/!\[([^\]]*)\]\(([^)\s]+)(?:\s+"([^"]*)")?\)/g, (_, alt, src, title) => `<img src="${src}" alt="${alt}"${title ? ` title="${title}"` : ''} />`)
    .replace(/\[([^\]]+)\]\(([^)\s]+)(?:\s+"([^"]*)")?\)/g, (_, label, href, title) => `<a href="${href}"${title ? ` title="${title}"` : ''}>${label}</a>`)
    .replace(/\*\*\*(\S[\s\S]*?)\*\*\*/g, '<strong><em>$1</em></strong>')
    .replace(/(\*\*|__)(\S[\s\S]*?)\1/g, '<strong>$2</strong>')
    .replace(/\*(\S[\s\S]*?)\*/g, '<em>$1</em>')
    .replace(/\b_(\S[\s\S]*?)_\b/g, '<em>$1</em>')
    .replace(/ {2,}\n/g, '<br />\n')
    .replace(/\u0001(\d+)\u0001/g, (_, at) => codes[Number(at)]);
}
function list(lines) {
  const ordered = /^\s*\d+\./.test(lines[0]);
  const items = [];
  for (const line of lines) {
    const start = /^(\s*)(?:[-*+]|\d+\.)\s+(.*)$/.exec(line);
    if (start && start[1].length < 2) items.push({ text: start[2], inner: [] });
    else items.at(-1).inner.push(line.replace(/^ {1,4}/, ''));
  }
  const body = items.map(({ text, inner }) => {
    if (!inner.length) return `<li>${inline(text)}</li>`;
    return /^\s*(?:[-*+]|\d+\.)\s/.test(inner[0]) ? `<li>${inline(text)}${list(inner)}</li>` : `<li>${inline([text, ...inner].join('\n'))}</li>`;
  });
  const name = ordered ? 'ol' : 'ul';
  return `<${name}>\n${body.join('\n')}\n</${name}>`;
}
function html(text) {
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  const blocks = [];
  let at = 0;
  const taken = (holds) => { const found = []; while (at < lines.length && holds(lines[at])) found.push(lines[at++]); return found; };
  while (at < lines.length) {
    const line = lines[at];
    const heading = /^(#{1,6})\s*(.+?)\s*#*$/.exec(line);
    if (!line.trim()) at += 1;
    else if (/^```/.test(line)) {
      at += 1;
      const code = taken((each) => !/^```/.test(each));
      at += 1;
      blocks.push(`<pre><code>${quoted(code.join('\n'))}\n</code></pre>`);
    } else if (heading) {
      at += 1;
      const inner = inline(heading[2]);
      blocks.push(`<h${heading[1].length} id="${slug(heading[2])}">${inner}</h${heading[1].length}>`);
    } else if (/^ {0,3}([-*_])( *\1){2,} *$/.test(line)) { at += 1; blocks.push('<hr />'); }
    else if (/^>/.test(line)) blocks.push(`<blockquote>\n  ${html(taken((each) => /^>/.test(each)).map((each) => each.replace(/^> ?/, '')).join('\n'))}\n</blockquote>`);
    else if (/^\s{0,3}(?:[-*+]|\d+\.)\s/.test(line)) blocks.push(list(taken((each) => /^\s*(?:[-*+]|\d+\.)\s/.test(each) || /^\s{2,}\S/.test(each))));
    else if (/^<(?:!--|\/?(?:p|div|h[1-6]|ul|ol|table|section|pre|blockquote|html|body|head|script|style)\b)/i.test(line)) blocks.push(taken((each) => each.trim() !== '').join('\n'));
    else blocks.push(`<p>${inline(taken((each) => each.trim() !== '' && !/^(#{1,6}\s|```|>)/.test(each)).join('\n'))}</p>`);
  }
  return blocks.join('\n');
}
return $input.map((row) => html(String(row.text ?? '')));
