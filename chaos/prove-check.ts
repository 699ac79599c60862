import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BREAKAGES, type Breakage } from './breakages.ts';
import type { RecorderLife } from './check/books.ts';
import { type ChaosVerdict, checkBooks } from './check/check-books.ts';
import { type BookPlaces, readBooks } from './check/read-books.ts';

export interface Proof {
  readonly name: string;
  readonly isSeen: boolean;
  /** It could not be tried, and why. */
  readonly problem?: string;
}

export interface ProofNeeds {
  readonly places: BookPlaces;
  readonly run: { readonly lives: readonly RecorderLife[]; readonly end: number };
  /** The verdict on the run as it is. */
  readonly verdict: ChaosVerdict;
  /** Gets copies of the recorders' folders, to be broken. */
  readonly scratch: string;
}

/**
 * Breaks a finished run in one way after the other, each undone before the next: a check that sees
 * nothing wrong then would not see it in a run that went wrong by itself either.
 */
export async function proveCheck(needs: ProofNeeds): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const breakage of BREAKAGES) {
    const { name } = breakage;
    const proof = prove(needs, breakage);
    proofs.push(await proof.catch((error) => ({ name, isSeen: false, problem: String(error) })));
  }
  return proofs;
}

async function prove(
  { places, run, verdict, scratch }: ProofNeeds,
  { name, kind, inflict }: Breakage,
): Promise<Proof> {
  const recorders = places.recorders.map((each, number) => ({
    name: each.name,
    from: each.folder,
    folder: join(scratch, String(number)),
  }));
  for (const { from, folder } of recorders) await copyJournal(from, folder);
  const copied = { ...places, recorders };
  await places.client.query('begin');
  // Nothing of ours may be deleted or changed otherwise: triggers forbid it.
  await places.client.query('set local session_replication_role = replica');
  try {
    const undo = await inflict(copied);
    const broken = checkBooks(await readBooks(copied), run);
    await undo?.();
    return { name, isSeen: count(broken, kind) > count(verdict, kind) };
  } finally {
    await places.client.query('rollback');
    await rm(scratch, { recursive: true, force: true });
  }
}

async function copyJournal(from: string, to: string): Promise<void> {
  for (const file of ['device.json', 'journal.db', 'journal.db-wal'])
    await cp(join(from, file), join(to, file), { force: true }).catch(() => {});
}

function count({ findings }: ChaosVerdict, kind: Breakage['kind']): number {
  return findings.filter((finding) => finding.kind === kind).length;
}
