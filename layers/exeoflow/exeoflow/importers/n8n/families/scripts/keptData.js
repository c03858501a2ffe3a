const __kept = $('exeoflow:kept').first().json;
const $getWorkflowStaticData = () => __kept, getWorkflowStaticData = $getWorkflowStaticData;
const __made = await (async () => {
/* the code */
})();
if (__made === undefined || (typeof __made !== 'object' && __made !== null)) return __made;
const __single = (made) => [made.json ? made : { json: made }];
const __list = __made === null ? [] : Array.isArray(__made) ? __made : __single(__made);
const __marked = __list.filter((item) => item !== null && typeof item === 'object' && Object.hasOwn(item, 'json')).length;
if (__marked !== 0 && __marked !== __list.length) return __made;
const __count = $input.all().length;
const __origin = (position) => __count === __list.length ? position : __count === 1 || __list.length === 1 ? 0 : null;
const __items = __list.map((item, position) => {
  const json = __marked ? item : { json: item };
  return json.pairedItem === undefined ? { ...json, pairedItem: { item: __origin(position) } } : json;
});
return [...__items, { json: { data: __kept }, pairedItem: { item: null } }];
