import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import type { SearchReportVerdict } from '@workcompanion/core/evidence/search-report/check-search-report';
import type { Trust } from '@workcompanion/core/evidence/trust';
import type { Verdict } from '@workcompanion/core/evidence/verdict';
import type { Language } from '@workcompanion/core/evidence/words/words';

export type EmptyProblem = 'not-a-package' | 'failed';

/** What the page shows. */
export type PageState =
  | { readonly kind: 'empty'; readonly problem: EmptyProblem | null }
  | { readonly kind: 'locked'; readonly file: File; readonly isWrong: boolean }
  | { readonly kind: 'checking'; readonly name: string }
  | (Opened & { readonly kind: 'checked'; readonly verdict: Verdict })
  | (Opened & { readonly kind: 'reported'; readonly verdict: SearchReportVerdict });

/** What is judged: a zip, or the folder that it was unpacked to. */
export interface Opened {
  readonly name: string;
  readonly reader: PackageReader;
  /** Hex; null for an unpacked folder, which is no file. */
  readonly zipSha256: Promise<string> | null;
}

/** What people can do. */
export interface Actions {
  /** A package; or a trust file, by which it is then checked. */
  readonly open: (file: File, password: string | null) => void;
  readonly openFolder: (files: readonly File[]) => void;
  readonly trustKey: (fingerprint: string) => void;
  /** A certificate of an authority that says whose a server's key is; false when the file is none. */
  readonly trustAuthority: (file: File) => Promise<boolean>;
  readonly reset: () => void;
}

export interface ViewContext {
  readonly language: Language;
  readonly actions: Actions;
  readonly trust: Trust;
}
