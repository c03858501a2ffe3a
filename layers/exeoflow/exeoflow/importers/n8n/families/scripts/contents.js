const text = (value) => typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
return $input.all().map(({ json: { name, value, encoded, ...file } }) => {
  if (encoded && typeof value !== 'string') throw new Error('The field does not hold base64.');
  const data = encoded ? value.replace(/^data:[^,]*;base64,/, '') : Buffer.from(text(value), 'utf8').toString('base64');
  return { [name]: { ...file, data, fileSize: String(Buffer.from(data, 'base64').length) } };
});
