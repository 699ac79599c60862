import type { Answer, RequestInput, RequestName } from './requests.ts';
import type { ShellView } from './shell-view.ts';

/** The object `recorder` that the preload script puts into the window's page. */
export interface Bridge {
  ask<N extends Exclude<RequestName, 'view'>>(name: N, input: RequestInput<N>): Promise<Answer>;
  view(): Promise<ShellView>;
  /** Returns a function that stops listening. */
  onView(listener: (view: ShellView) => void): () => void;
}

/** The channel of the window's questions; below, that of views pushed to it. */
export const CHANNEL = 'recorder:request';
export const VIEW_CHANNEL = 'recorder:view';

/** Kept apart from their schemas, which the page must not load under its strict policy. */
/** Each in its own words. */
export const LANGUAGE_NAMES = {
  de: 'Deutsch',
  en: 'English',
  es: 'Español',
  ja: '日本語',
  'zh-CN': '简体中文',
} as const;
export type ShellLocale = keyof typeof LANGUAGE_NAMES;
export const SHELL_LOCALES = ['de', 'en', 'es', 'ja', 'zh-CN'] as const satisfies ShellLocale[];
export const LOCALE_CHOICES = ['auto', ...SHELL_LOCALES] as const;
export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
