import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import type { Verdict } from '@workcompanion/core/evidence/verdict';
import type { Language } from '../words/words.ts';

/** What the page shows. */
export type PageState =
  | { readonly kind: 'empty'; readonly problem: 'not-a-package' | 'failed' | null }
  | { readonly kind: 'locked'; readonly file: File; readonly isWrong: boolean }
  | { readonly kind: 'checking'; readonly name: string }
  | {
      readonly kind: 'checked';
      readonly name: string;
      readonly verdict: Verdict;
      readonly reader: PackageReader;
    };

/** What people can do. */
export interface Actions {
  readonly open: (file: File, password: string | null) => void;
  readonly reset: () => void;
}

export interface ViewContext {
  readonly language: Language;
  readonly actions: Actions;
}
