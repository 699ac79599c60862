import { checkPackage } from '../check-package.ts';
import type { FindingCode } from '../finding-codes.ts';
import { openPackage } from '../open-package.ts';
import type { Verdict } from '../verdict.ts';
import type { PackageDraft } from './package-draft.ts';
import { sealDraft } from './seal-draft.ts';
import { type Entries, zipAgain } from './zip-entries.ts';

export async function verdictOf(
  zip: Uint8Array<ArrayBuffer>,
  serverKey: string | null = null,
): Promise<Verdict> {
  const opened = await openPackage(new Blob([zip]), null);
  if (!opened.ok) throw new Error(opened.problem);
  return checkPackage(opened.reader, {
    serverKey,
    onProgress: () => undefined,
    signal: new AbortController().signal,
  });
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
