import type { PurposeReason } from '@workcompanion/core/access';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import type { Clip } from '../../contract/clips.ts';
import { RequestEvidencePackage } from '../../contract/evidence-packages.ts';

export interface EvidencePackageForm {
  readonly reason: PurposeReason;
  readonly note: string;
  /** Null: the zip is not protected. */
  readonly password: string | null;
  readonly redaction: Redaction;
  /** Also videos with the clock below the picture. */
  readonly clockVideos: boolean;
  /** Made when all of it can be proven, and not before. */
  readonly onceProvable: boolean;
}

export const EMPTY_EVIDENCE_PACKAGE: EvidencePackageForm = {
  reason: 'legal-request',
  note: '',
  password: null,
  redaction: { withheld: [], blurred: [] },
  clockVideos: false,
  onceProvable: false,
};

/** What is asked of the server; null while something is missing. */
export function evidencePackageOf(
  form: EvidencePackageForm,
  clip: Clip,
): RequestEvidencePackage | null {
  return RequestEvidencePackage.safeParse({ clip: clip.id, ...form }).data ?? null;
}

/** Letters that are told apart, and no signs that a keyboard may not have. */
const ALPHABET = 'abcdefghjkmnpqrstvwxyzABCDEFGHJKLMNPQRSTVWXYZ23456789';
const LENGTH = 20;

/** By the browser's own source of randomness; no remainder favours the first letters noticeably. */
export function suggestPassword(): string {
  const random = crypto.getRandomValues(new Uint32Array(LENGTH));
  return Array.from(random, (value) => ALPHABET.charAt(value % ALPHABET.length)).join('');
}
