import type { Answer, RequestInput, RequestName } from './requests.ts';
import type { ShellView } from './shell-view.ts';

/** What the preload script puts into the window's page as `recorder`. */
export interface Bridge {
  ask<N extends Exclude<RequestName, 'view'>>(name: N, input: RequestInput<N>): Promise<Answer>;
  view(): Promise<ShellView>;
  /** Returns how to stop listening. */
  onView(listener: (view: ShellView) => void): () => void;
}

/** Questions of a window, and what is pushed to it. */
export const CHANNEL = 'recorder:request';
export const VIEW_CHANNEL = 'recorder:view';

/** Apart from their schemas, which a page with a strict policy had better not load. */
export const LOCALE_CHOICES = ['auto', 'en', 'zh-CN'] as const;
export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
