const LETTERS = { YYYY: 'yyyy', YY: 'yy', DD: 'dd', D: 'd', DDDD: 'ooo', DDD: 'o', dddd: 'EEEE', ddd: 'EEE', A: 'a', Z: 'ZZ', ZZ: 'ZZZ' };
const ofMoment = (pattern) => pattern.replace(/\[([^\]]*)\]/g, "'$1'").replace(/'[^']*'|([A-Za-z])\1*/g, (letters) => LETTERS[letters] ?? letters);
function read(value, zone) {
  if (typeof value === 'number' || /^\d{10,13}$/.test(String(value))) {
    const number = Number(value);
    return String(number).length <= 10 ? DateTime.fromSeconds(number, { zone }) : DateTime.fromMillis(number, { zone });
  }
  const text = String(value);
  for (const found of [DateTime.fromISO(text, { zone, setZone: /Z$|[+-]\d\d:?\d\d$/.test(text) }), DateTime.fromSQL(text, { zone }), DateTime.fromRFC2822(text, { zone }), DateTime.fromHTTP(text, { zone })]) {
    if (found.isValid) return found;
  }
  const found = DateTime.fromMillis(Date.parse(text), { zone });
  if (!found.isValid) throw new Error(`Not a date: ${text}`);
  return found;
}
// n8n takes the hours of an offset for the zone to write in, where it is told none.
function zoneOf(value) {
  const text = typeof value === 'string' ? value : '';
  return text.includes('+') ? `UTC+${Number(text.split('+')[1].slice(0, 2))}` : 'Etc/UTC';
}
function written(text, format, zone) {
  const found = DateTime.fromFormat(String(text), String(format), { zone });
  if (!found.isValid) throw new Error(`Not a date: ${text}`);
  return found;
}
function computed({ operation, from, zone, ...given }) {
  const at = (value) => read(value, from).setZone(zone);
  switch (operation) {
    case 'getCurrentDate': {
      const now = DateTime.now().setZone(zone);
      if (!now.isValid) throw new Error(`The timezone ${zone} is not valid. Please check the timezone.`);
      return (String(given.includeTime) === 'false' ? now.startOf('day') : now).toISO();
    }
    case 'addToDate': return at(given.magnitude).plus({ [given.timeUnit]: Number(given.duration) }).toISO();
    case 'subtractFromDate': return at(given.magnitude).minus({ [given.timeUnit]: Number(given.duration) }).toISO();
    case 'formatDate': {
      if (given.date === null) return null;
      const found = given.fromFormat ? written(given.date, given.fromFormat, from) : read(given.date, from);
      const date = found.setZone(zone ?? zoneOf(given.date));
      const pattern = given.moment ? ofMoment(given.moment) : given.format === 'custom' ? given.customFormat : given.format;
      return date.toFormat(String(pattern));
    }
    case 'getTimeBetweenDates': {
      const units = [given.units ?? 'day'].flat().map((unit) => `${String(unit).replace(/s$/, '')}s`);
      const duration = at(given.endDate).diff(at(given.startDate), units);
      return given.isIso ? duration.toISO() : duration.toObject();
    }
    case 'extractDate': return given.part === 'week' ? at(given.date).weekNumber : at(given.date).get(given.part);
    default: {
      const date = at(given.date);
      if (given.mode === 'roundUp') return date.plus({ [given.to]: 1 }).startOf(given.to).toISO();
      return date.startOf(given.toNearest).toISO();
    }
  }
}
return $input.map(computed);
