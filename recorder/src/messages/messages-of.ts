import { SHELL_LOCALES, type ShellLocale } from '../ipc/bridge.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };
import es from './es.json' with { type: 'json' };
import ja from './ja.json' with { type: 'json' };
import zhCn from './zh-CN.json' with { type: 'json' };

/** Every text of the window, the notes and the tray. Placeholders stand in braces. */
export type RecorderMessages = typeof en;

const ALL: Readonly<Record<ShellLocale, RecorderMessages>> = { de, en, es, ja, 'zh-CN': zhCn };

/** The first of a person's languages ("de-CH", "zh-Hant-TW") that there are words in, else English. */
export function shellLocale(preferred: readonly string[]): ShellLocale {
  const languageOf = (tag: string) => tag.split('-')[0]?.toLowerCase();
  const known = preferred.flatMap((tag) =>
    SHELL_LOCALES.filter((locale) => languageOf(locale) === languageOf(tag)),
  );
  return known[0] ?? 'en';
}

export function messagesOf(locale: ShellLocale): RecorderMessages {
  return ALL[locale];
}

/** "{count} a second" with { count: 5 }: "5 a second". */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
