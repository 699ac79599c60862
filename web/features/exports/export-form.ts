import type { Redaction } from '@workcompanion/core/evidence/manifest';
import type { Clip } from '../../contract/cases.ts';
import { RequestExport } from '../../contract/exports.ts';
import type { PurposeReason } from '../../contract/watching.ts';

export interface ExportForm {
  readonly reason: PurposeReason;
  readonly note: string;
  /** Null: the zip is not protected. */
  readonly password: string | null;
  readonly redaction: Redaction;
}

export const EMPTY_EXPORT: ExportForm = {
  reason: 'legal-request',
  note: '',
  password: null,
  redaction: { withheld: [], blurred: [] },
};

/** What is asked of the server; null while something is missing. */
export function exportOf(form: ExportForm, clip: Clip): RequestExport | null {
  return RequestExport.safeParse({ clip: clip.id, ...form }).data ?? null;
}

/** Letters that are told apart, and no signs that a keyboard may not have. */
const ALPHABET = 'abcdefghjkmnpqrstvwxyzABCDEFGHJKLMNPQRSTVWXYZ23456789';
const LENGTH = 20;

/** By the browser's own source of randomness; no remainder favours the first letters noticeably. */
export function suggestPassword(): string {
  const random = crypto.getRandomValues(new Uint32Array(LENGTH));
  return Array.from(random, (value) => ALPHABET.charAt(value % ALPHABET.length)).join('');
}
