return $input.all().map(({ json: { data, as } }) => {
  if (as === 'base64') return data;
  const text = Buffer.from(data, 'base64').toString('utf8').replace(/^\uFEFF/, '');
  return as === 'json' ? (text === '' ? {} : JSON.parse(text)) : text;
});
