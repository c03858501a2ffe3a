/** Return the number of the revision that an entity tag stands for: that is the number in quotation marks. */
export function numberOf(tag: string): number {
  return Number(tag.replaceAll(/\D/g, ""));
}
