import type { Statement } from '../protocol/statement.ts';
import type { PackageDevice } from './manifest.ts';

/** A statement whose signature is the device's. */
export interface CheckedStatement {
  readonly statement: Statement;
  readonly jws: string;
  /** SHA-256 of the compact form, base64url. */
  readonly hash: string;
  readonly receipt: string;
}

/** What is left of a device's journal after all that is not signed by it is gone. */
export interface CheckedJournal {
  readonly device: PackageDevice;
  /** The contiguous stretch. */
  readonly stretch: readonly CheckedStatement[];
  /** From before the stretch. */
  readonly context: readonly CheckedStatement[];
}

export type StatementOf<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

/** All statements of a kind, context first, oldest first. */
export function statementsOf<K extends Statement['kind']>(
  { stretch, context }: CheckedJournal,
  kind: K,
): StatementOf<K>[] {
  return [...context, ...stretch]
    .map(({ statement }) => statement)
    .filter((statement): statement is StatementOf<K> => statement.kind === kind);
}

/** What the package is to show; half-open, UTC µs. */
export interface ClipStretch {
  readonly from: number;
  readonly to: number;
}

export function touches(
  { start, duration }: { readonly start: number; readonly duration: number },
  { from, to }: ClipStretch,
): boolean {
  return start < to && start + duration > from;
}

/** What the device has signed of the clip itself; the journal's stretch reaches beyond it. */
export function segmentsOfClip(
  journal: CheckedJournal,
  clip: ClipStretch,
): StatementOf<'segment'>[] {
  return statementsOf(journal, 'segment').filter((segment) => touches(segment, clip));
}
