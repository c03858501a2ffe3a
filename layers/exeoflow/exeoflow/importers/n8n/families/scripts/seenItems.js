const kept = $getWorkflowStaticData('node');
const { logic, most } = $('exeoflow:asked').first().json;
function dateOf(text) {
  for (const found of [DateTime.fromISO(text, { setZone: true }), DateTime.fromHTTP(text, { setZone: true }), DateTime.fromRFC2822(text, { setZone: true }), DateTime.fromSQL(text, { setZone: true }), DateTime.fromMillis(Date.parse(text))]) {
    if (found.isValid) return found.toMillis();
  }
  throw new Error(`The value '${text}' is not a valid date. Please provide a valid date.`);
}
function numberOf(text) {
  if (Number.isNaN(Number(text))) throw new Error(`The value '${text}' is not a number. Please provide a number.`);
  return Number(text);
}
function needed(text) {
  if (!text) throw new Error('The `Value to Dedupe` On is empty. Please provide a value.');
  return text;
}
const rank = logic === 'removeItemsUpToStoredDate' ? dateOf : numberOf;
const items = $input.all();
const byKey = Object.create(null);
$('exeoflow:values').all().forEach(({ json: { v } }, at) => {
  const text = v?.toString() ?? '';
  const key = logic === 'removeItemsWithAlreadySeenKeyValues' ? text : rank === numberOf ? numberOf(needed(text)) : needed(text) && rank(text) && text;
  (byKey[key] ??= []).push(items[at]);
});
function unseen(keys) {
  const entries = kept.entries ?? [];
  if (entries.length + items.length > most) throw new Error('The number of items to be processed exceeds the maximum history size.');
  const seen = new Set(entries);
  const found = keys.filter((key) => !seen.has(key));
  kept.entries = [...entries, ...found];
  return found;
}
function beyond(keys) {
  const inOrder = keys.slice().sort((a, b) => rank(a) - rank(b));
  const last = kept.last;
  if (last === undefined) {
    kept.last = inOrder.at(-1);
    return keys;
  }
  const found = inOrder.filter((key) => rank(key) > rank(last));
  if (found.length) kept.last = found.at(-1);
  return found;
}
const keys = Object.keys(byKey);
const found = logic === 'removeItemsWithAlreadySeenKeyValues' ? unseen(keys) : beyond(keys);
return found.flatMap((key) => byKey[key]);
