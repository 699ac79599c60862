import type { Locale } from './locales.ts';
import type { Messages } from './messages.ts';

const LOADERS = {
  en: () => import('../messages/en/index.ts'),
  'zh-CN': () => import('../messages/zh-CN/index.ts'),
} as const satisfies Record<Locale, () => Promise<{ readonly messages: Messages }>>;

/** Only the language in use is loaded. */
export async function loadMessages(locale: Locale): Promise<Messages> {
  return (await LOADERS[locale]()).messages;
}
