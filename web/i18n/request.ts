import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { loadMessages } from './load-messages.ts';
import { isLocale, LOCALE_COOKIE } from './locales.ts';
import { negotiateLocale } from './negotiate-locale.ts';

/** The language of this request. Browsers tell times by their own zone (`Translations`). */
export default getRequestConfig(async () => {
  const chosen = (await cookies()).get(LOCALE_COOKIE)?.value;
  const locale = isLocale(chosen)
    ? chosen
    : negotiateLocale((await headers()).get('accept-language'));
  return { locale, messages: await loadMessages(locale), timeZone: 'UTC' };
});
