const { a, b, options, version, resolve, preferWhenMix, exceptWhenMix, fuzzy } = $input;
if ($input.pairs.some(({ field1, field2 }) => field1 === '' || field2 === '')) throw new Error('You need to define both fields to match on.');
// An expression may make anything of a name, or nothing: lodash reads the field of that name, as of 'undefined'.
const pairs = $input.pairs.map(({ field1, field2 }) => ({ field1: Array.isArray(field1) ? field1 : String(field1), field2: String(field2) }));
const isEmpty = (value) => value === null || value === undefined || Object.keys(value).length === 0;
const isNothing = (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0);
const clone = (value) => JSON.parse(JSON.stringify(value));
function same(one, other) {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other || Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = Object.keys(one);
  return keys.length === Object.keys(other).length && keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]));
}
function written(text, value) {
  try { return same(JSON.parse(text), value); } catch { return false; }
}
const ones = (flag) => flag ? [1, '1'] : [0, '0'];
// What stands beside a value of another type counts as equal in the cases that n8n lists.
function alike(one, other) {
  if (one !== null && other !== null && typeof one === typeof other) return same(one, other);
  if (version >= 2 && one === null && [null, 0, '0'].includes(other)) return true;
  if (version >= 2 && other === null && [null, 0, '0'].includes(one)) return true;
  if ([one, other].every((value) => isNothing(value) || value === undefined)) return true;
  for (const [value, text] of [[one, other], [other, one]]) {
    if (typeof value === 'boolean' && ones(value).includes(text)) return true;
    if (typeof text !== 'string') continue;
    if (typeof value === 'number') return String(value) === text;
    if (typeof value === 'object' && value !== null) return written(text, value);
    if (typeof value === 'boolean' && text.toLowerCase() === String(value)) return true;
  }
  return same(one, other);
}
const equal = fuzzy ? alike : same;
const dots = !options.disableDotNotation;
const parts = (name) => name.match(/[^.[\]'"]+/g) ?? [name];
const read = (value, name) => dots && Array.isArray(name) ? (name.length ? name.reduce((inner, key) => inner?.[key], value) : undefined)
  : !dots || (value && typeof value === 'object' && name in value) ? value?.[name]
  : parts(name).reduce((inner, key) => inner?.[key], value);
function write(value, name, entry) {
  const path = dots && !(name in value) ? parts(name) : [name];
  const last = path.pop();
  const inner = path.reduce((at, key) => (at[key] = at[key] && typeof at[key] === 'object' ? at[key] : {}), value);
  inner[last] = entry;
}
function cut(value, name) {
  const path = name in value ? [name] : parts(name);
  const last = path.pop();
  const inner = path.reduce((at, key) => at?.[key], value);
  if (inner && typeof inner === 'object') delete inner[last];
}
const skips = (options.skipFields || '').split(',').map((name) => name.trim());
const hasDots = skips.some((name) => name.includes('.'));
if (!dots && hasDots) throw new Error('Dot notation is disabled, but a field to skip contains a dot.');
function withoutSkipped(item) {
  const kept = clone(item);
  for (const name of skips) dots && hasDots ? cut(kept, name) : delete kept[name];
  return kept;
}
function prepared(items, fields, side) {
  const rows = items.map((json, at) => ({ json, at })).filter(({ json }) => !isEmpty(json));
  if (version < 2.2 && rows.length) {
    for (const name of fields) {
      if (!rows.some(({ json }) => dots ? read(json, name) !== undefined : Object.hasOwn(json, name))) throw new Error(`Field '${name}' is not present in any of items in 'Input ${side}'`);
    }
  }
  return rows;
}
function differences(one, other) {
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  const isCompared = (key) => (fuzzy && version >= 2.1) || (key in one && key in other);
  const equals = Object.fromEntries(keys.filter((key) => isCompared(key) && equal(one[key], other[key])).map((key) => [key, one[key]]));
  const value = (item, key) => version >= 2 ? item[key] ?? null : item[key] || null;
  const [first, second] = version >= 2 ? ['inputA', 'inputB'] : ['input1', 'input2'];
  const different = {}, skipped = {};
  for (const key of keys.filter((each) => !(each in equals))) {
    const both = { [first]: value(one, key), [second]: value(other, key) };
    if (skips.includes(key)) {
      skipped[key] = both;
      continue;
    }
    const inner = version >= 2.1 && dots ? skips.filter((name) => name.startsWith(key) && name.includes('.')) : [];
    if (inner.length) {
      if (typeof both[first] !== 'object' || typeof both[second] !== 'object') throw new Error(`The field '${key}' is not an object.`);
      skipped[key] = { [first]: {}, [second]: {} };
      for (const side of [first, second]) {
        both[side] = clone(both[side]);
        for (const name of inner.map((each) => each.replace(`${key}.`, ''))) {
          write(skipped[key][side], name, read(both[side], name));
          cut(both[side] ?? {}, name);
        }
      }
    }
    different[key] = both;
  }
  const matched = Object.fromEntries(pairs.map(({ field1 }) => [field1, one[field1]]));
  return { keys: matched, same: equals, different, ...(isEmpty(skipped) ? {} : { skipped }) };
}
// As in n8n the item itself is changed, for whatever else it is compared with, too.
function mixed(one, other) {
  const [entry, match] = preferWhenMix === 'input1' ? [one, other] : [other, one];
  const names = Array.isArray(exceptWhenMix) ? exceptWhenMix : exceptWhenMix ? exceptWhenMix.split(',').map((name) => name.trim()) : [];
  for (const name of names) entry[name] = dots ? read(match, name) ?? null : match[name];
  return entry;
}
function areEqual(one, other) {
  const [left, right] = [withoutSkipped(one), withoutSkipped(other)];
  return fuzzy ? Object.keys(left).every((key) => equal(left[key], right[key])) : equal(left, right);
}
const lefts = prepared(a, pairs.map(({ field1 }) => field1), 'A');
const rights = prepared(b, pairs.map(({ field2 }) => field2), 'B');
const onlyA = [], matches = [], equals = [], different = [], taken = new Set();
for (const left of lefts) {
  const wanted = [...new Map(pairs.map(({ field1, field2 }) => [field2, read(left.json, field1)]))];
  const holds = (right) => wanted.every(([name, value]) => equal(value, read(right.json, name)));
  const isWhole = wanted.every(([, value]) => value !== undefined);
  const found = !isWhole ? [] : options.multipleMatches === 'all' ? rights.filter(holds) : rights.filter(holds).slice(0, 1);
  found.forEach((right) => taken.add(right));
  if (found.length) matches.push([left, found]);
  else onlyA.push({ j: left.json, a: [left.at], b: [] });
}
for (const [left, found] of matches) {
  let copy;
  for (const right of found) {
    if (areEqual(left.json, right.json)) {
      copy ??= fuzzy && resolve === 'preferInput2' ? { j: right.json, a: [], b: [right.at] } : { j: left.json, a: [left.at], b: [] };
      continue;
    }
    const from = { a: [left.at], b: [right.at] };
    different.push(resolve === 'preferInput1' ? { j: left.json, a: [left.at], b: [] }
      : resolve === 'preferInput2' ? { j: right.json, a: [], b: [right.at] }
      : resolve === 'mix' ? { j: mixed(left.json, right.json), ...(preferWhenMix === 'input1' ? { a: [left.at], b: [] } : { a: [], b: [right.at] }) }
      : { j: differences(left.json, right.json), ...from });
  }
  if (copy) equals.push(copy);
}
const onlyB = rights.filter((right) => !taken.has(right)).map(({ json, at }) => ({ j: json, a: [], b: [at] }));
return { output0: onlyA, output1: equals, output2: different, output3: onlyB };
