/** The steps of a browser's zoom. */
const STEPS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3] as const;

/** Chromium keeps a zoom as a logarithm, and gives 1.75 back as 1.7499. */
const ROUNDING = 0.01;

/** What Ctrl and this key make of the zoom; null for keys that have nothing to do with it. */
export function nextZoom(zoom: number, key: string): number | null {
  switch (key) {
    case '+':
    case '=':
      return STEPS.find((step) => step > zoom + ROUNDING) ?? zoom;
    case '-':
    case '_':
      return STEPS.findLast((step) => step < zoom - ROUNDING) ?? zoom;
    case '0':
      return 1;
    default:
      return null;
  }
}
