const flat = (value, path = '') => value !== null && typeof value === 'object'
  ? Object.assign({}, ...Object.entries(value).map(([key, each]) => flat(each, path ? `${path}.${key}` : key)))
  : { [path]: value };
return $input.all().map(({ json }) => json.items.map((item) => flat(item)));
