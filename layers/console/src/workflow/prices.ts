/** Prices, and what lies between a least and a most, as they are shown. */
import { formatNumber } from "../i18n";

export type PriceRange = { currency: string; min: number; max: number | null };

export function formatPrice(value: number, currency: string): string {
  return formatNumber(value, { style: "currency", currency, maximumFractionDigits: 4 });
}

export function formatPrices({ currency, min, max }: PriceRange): string {
  return formatRange(formatPrice(min, currency), formatPrice(max ?? min, currency));
}

/** Return both ends, or the one where they read alike. */
export function formatRange(low: string, high: string): string {
  return low === high ? low : `${low} – ${high}`;
}
