import type { EvidencePackageId } from '@workcompanion/core/ids';
import { eq } from 'drizzle-orm';
import type { Tx } from '../client.ts';
import { cases } from '../schema/cases.ts';
import { clips } from '../schema/clips.ts';
import { evidencePackages } from '../schema/evidence-packages.ts';
import { notify } from './notify.ts';

/** What is told of a package, whatever happens to it. */
export async function packageFacts(tx: Tx, evidencePackage: EvidencePackageId) {
  const { clip, case: of } = await findPackage(tx, evidencePackage);
  return { evidencePackage, case: of, clip };
}

interface Told {
  readonly evidencePackage: EvidencePackageId;
  readonly kind: 'package-refused' | 'package-made' | 'package-failed';
  /** UTC µs. */
  readonly at: number;
}

/** Tells whoever asked for a package what became of it. */
export async function tellRequester(tx: Tx, { evidencePackage, kind, at }: Told): Promise<void> {
  const { requestedBy, case: of, clip } = await findPackage(tx, evidencePackage);
  const facts = { kind, evidencePackage, case: of, clip };
  await notify(tx, { users: [requestedBy], facts, at });
}

async function findPackage(tx: Tx, id: EvidencePackageId) {
  const [found] = await tx
    .select({
      requestedBy: evidencePackages.requestedBy,
      clip: clips.title,
      case: { id: cases.id, title: cases.title },
    })
    .from(evidencePackages)
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(cases, eq(cases.id, clips.caseId))
    .where(eq(evidencePackages.id, id));
  if (found === undefined) throw new Error(`there is no evidence package ${id}`);
  return found;
}
