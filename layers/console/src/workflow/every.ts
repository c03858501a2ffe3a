/** Return every value of a type in the order of `all`, which does not pass the type check while one is missing. */
export function every<Value extends string>(all: Record<Value, true>): readonly Value[] {
  return Object.keys(all) as Value[];
}
