import Negotiator from 'negotiator';
import { DEFAULT_LOCALE, type Locale } from './locales.ts';

/** Traditional Chinese goes to Simplified too: closer to its reader than English. */
function localeOf(tag: string): Locale | null {
  const [language] = tag.toLowerCase().split('-');
  if (language === 'zh') return 'zh-CN';
  return language === 'en' ? 'en' : null;
}

/** The best of our languages for an `Accept-Language` header (RFC 9110, section 12.5.4). */
export function negotiateLocale(header: string | null): Locale {
  const wishes = new Negotiator({ headers: { 'accept-language': header ?? '' } }).languages();
  return wishes.map(localeOf).find((locale) => locale !== null) ?? DEFAULT_LOCALE;
}
