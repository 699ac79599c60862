import { DEFAULT_LOCALE, type Locale } from './locales.ts';

function weightOf(parameters: readonly string[]): number {
  const quality = parameters.find((parameter) => parameter.trim().startsWith('q='));
  const weight = quality === undefined ? 1 : Number(quality.trim().slice(2));
  return Number.isFinite(weight) ? weight : 0;
}

/** Traditional Chinese goes to Simplified too: closer to its reader than English. */
function localeOf(tag: string): Locale | null {
  const [language] = tag.trim().toLowerCase().split('-');
  if (language === 'zh') return 'zh-CN';
  return language === 'en' ? 'en' : null;
}

/** The best of our languages for an `Accept-Language` header (RFC 9110, section 12.5.4). */
export function negotiateLocale(header: string | null): Locale {
  const wishes = (header ?? '')
    .split(',')
    .map((item) => {
      const [tag = '', ...parameters] = item.split(';');
      return { locale: localeOf(tag), weight: weightOf(parameters) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return wishes.find(({ locale }) => locale !== null)?.locale ?? DEFAULT_LOCALE;
}
