export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

export const DEFAULT_LOCALE: Locale = 'en';

/** Holds the language somebody chose; without it the browser's own is taken. */
export const LOCALE_COOKIE = 'workcompanion-locale';
/** Holds the browser's time zone, so that the server's HTML tells the same times. */
export const ZONE_COOKIE = 'workcompanion-zone';
export const COOKIE_SECONDS = 400 * 24 * 3600;

/** Each language's name in itself: who can't read the page's language must find the own one. */
export const LOCALE_NAMES = { en: 'English', 'zh-CN': '简体中文' } as const satisfies Record<
  Locale,
  string
>;

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}
