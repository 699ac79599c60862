import { cookies, headers } from 'next/headers';
import { getRequestConfig } from 'next-intl/server';
import { isLocale, LOCALE_COOKIE, type Locale, ZONE_COOKIE } from './locales.ts';
import type { Messages } from './messages.ts';
import { negotiateLocale } from './negotiate-locale.ts';

/** The language of this request, and the zone that this browser last had (`ViewerZone`). */
export default getRequestConfig(async () => {
  const jar = await cookies();
  const chosen = jar.get(LOCALE_COOKIE)?.value;
  const locale = isLocale(chosen)
    ? chosen
    : negotiateLocale((await headers()).get('accept-language'));
  return {
    locale,
    messages: await loadMessages(locale),
    timeZone: zoneOf(jar.get(ZONE_COOKIE)?.value),
  };
});

/** Of no or an unknown one: UTC. */
function zoneOf(told: string | undefined): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: told ?? 'UTC' }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

const LOADERS = {
  en: () => import('../messages/en/index.ts'),
  'zh-CN': () => import('../messages/zh-CN/index.ts'),
} as const satisfies Record<Locale, () => Promise<{ readonly messages: Messages }>>;

/** Only the language in use is loaded. */
async function loadMessages(locale: Locale): Promise<Messages> {
  return (await LOADERS[locale]()).messages;
}
