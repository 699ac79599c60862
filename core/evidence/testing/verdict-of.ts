import { keyThumbprint } from '../../crypto/key-pair.ts';
import { checkPackage } from '../check-package.ts';
import type { FindingCode } from '../finding-codes.ts';
import { openPackage } from '../open-package.ts';
import { NO_TRUST, type Trust } from '../trust.ts';
import type { Verdict } from '../verdict.ts';
import type { PackageDraft } from './package-draft.ts';
import { sealDraft } from './seal-draft.ts';
import type { KeyPair } from './server-side.ts';
import { type Entries, zipAgain } from './zip-entries.ts';

export async function verdictOf(
  zip: Uint8Array<ArrayBuffer>,
  trust: Trust = NO_TRUST,
): Promise<Verdict> {
  const opened = await openPackage(new Blob([zip]), null);
  if (!opened.ok) throw new Error(opened.problem);
  return checkPackage(opened.reader, {
    trust,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
}

/** The verdict that somebody gets who knows the server's key. */
export async function trustIn({ publicKey }: KeyPair): Promise<Trust> {
  return { ...NO_TRUST, serverKeys: [await keyThumbprint(publicKey)] };
}

/** What speaks against a proof, code by code. */
export function doubts(verdict: Verdict): FindingCode[] {
  const codes = verdict.findings
    .filter(({ status }) => status === 'broken' || status === 'unproven')
    .map(({ code }) => code);
  return [...new Set(codes)];
}

export async function doubtsOfDraft(draft: PackageDraft): Promise<FindingCode[]> {
  return doubts(await verdictOf(await sealDraft(draft)));
}

export async function doubtsOfEntries(entries: Entries): Promise<FindingCode[]> {
  return doubts(await verdictOf(await zipAgain(entries)));
}
