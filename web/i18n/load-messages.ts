import type { Locale } from './locales.ts';
import type { Messages } from './messages.ts';

const LOADERS = {
  en: () => import('../messages/en/index.ts'),
  'zh-CN': () => import('../messages/zh-CN/index.ts'),
} as const satisfies Record<Locale, () => Promise<{ readonly messages: Messages }>>;

const loaded = new Map<Locale, Promise<Messages>>();

/** Only the language in use is loaded. The same promise each time: React's `use` tells by it what it waits for. */
export function loadMessages(locale: Locale): Promise<Messages> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const loading = LOADERS[locale]().then(({ messages }) => messages);
  loaded.set(locale, loading);
  return loading;
}
