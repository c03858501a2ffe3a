const __results = [];
for (const [__position, __entry] of $input.all().entries()) {
const __input = new Proxy($input, { get: (input, name) => (name === 'item' ? __entry : input[name]) });
const __one = await (async ($input, $json, $data, item, $thisItem, $itemIndex, $position) => {
/* the code */
})(__input, __entry.json, __entry.json, __entry, __entry, __position, __position);
if (__one === null || __one === undefined) continue;
if (typeof __one !== 'object' || Array.isArray(__one)) throw new Error('the code gives no single object');
__results.push({ json: Object.hasOwn(__one, 'json') ? __one.json : __one, pairedItem: { item: __position } });
}
return __results;
