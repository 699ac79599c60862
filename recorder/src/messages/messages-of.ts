import { en, type RecorderMessages } from './en.ts';
import { zhCn } from './zh-cn.ts';

export type ShellLocale = 'en' | 'zh-CN';

const ALL = { en, 'zh-CN': zhCn } as const satisfies Record<ShellLocale, RecorderMessages>;

export function messagesOf(locale: ShellLocale): RecorderMessages {
  return ALL[locale];
}

/** "{count} a second" with { count: 5 }: "5 a second". */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
}
