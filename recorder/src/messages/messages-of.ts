import type { ShellLocale } from '../ipc/bridge.ts';
import en from './en.json' with { type: 'json' };
import zhCn from './zh-CN.json' with { type: 'json' };

/** Every text of the window, the notes and the tray. Placeholders stand in braces. */
export type RecorderMessages = typeof en;

const ALL: Readonly<Record<ShellLocale, RecorderMessages>> = { en, 'zh-CN': zhCn };

export function messagesOf(locale: ShellLocale): RecorderMessages {
  return ALL[locale];
}

/** "{count} a second" with { count: 5 }: "5 a second". */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
