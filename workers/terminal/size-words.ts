const UNITS = ['B', 'KB', 'MB', 'GB', 'TB', 'PB'] as const;
const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** Decimal units: "1.24 GB". */
export function sizeWords(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${THREE_DIGITS.format(bytes / 1000 ** power)} ${UNITS[power] ?? 'B'}`;
}
