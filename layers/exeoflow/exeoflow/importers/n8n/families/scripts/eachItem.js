const __results = [];
let __position = 0;
for (let { json: item } of $input.all()) {
const __one = await (async () => {
/* the code */
})();
const __isItem = __one !== null && typeof __one === 'object' && !Array.isArray(__one);
if (!__isItem) throw new Error('the code gives no item');
__results.push({ json: __one, pairedItem: __position++ });
}
return __results;
