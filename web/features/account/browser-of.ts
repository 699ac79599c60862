/** More exact names first: Edge and Opera call themselves Chrome too, Chrome Safari, iPads Macs. */
const BROWSERS = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|HeadlessChrome|CriOS|Chromium)\//],
  ['Safari', /\bSafari\//],
] as const;
const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows NT\b/],
  ['macOS', /\bMac OS X\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
] as const;

interface Browser {
  /** As its maker calls it; null for what is none that we know. */
  readonly browser: string | null;
  readonly system: string | null;
}

/** What a `User-Agent` header says, in names that people know. */
export function browserOf(userAgent: string): Browser {
  const named = (names: readonly (readonly [string, RegExp])[]): string | null =>
    names.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? null;
  return { browser: named(BROWSERS), system: named(SYSTEMS) };
}
