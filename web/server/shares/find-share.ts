import { AppError } from '@workcompanion/core/errors';
import type { ShareId } from '@workcompanion/core/ids';
import type { Db } from '@workcompanion/db/client';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { people } from '@workcompanion/db/schema/people';
import { shares } from '@workcompanion/db/schema/shares';
import { and, eq, gt, isNull, type SQL } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';
import { type MadePackage, madePackage } from '../evidence-packages/open-package-file.ts';
import { sha256 } from '../keys/sha256.ts';

export interface FoundShare {
  readonly share: typeof shares.$inferSelect;
  readonly row: typeof evidencePackages.$inferSelect;
  readonly clip: typeof clips.$inferSelect;
  readonly caseTitle: string;
  readonly person: { readonly name: string; readonly timeZone: string };
  readonly made: MadePackage;
}

type Asker = Pick<ServerContext, 'db' | 'now'>;

/** By what the link holds. Throws `not-found` alike for unknown, revoked, expired and deleted. */
export function shareByToken(ctx: Asker, token: string): Promise<FoundShare> {
  return findShare(ctx, eq(shares.tokenHash, sha256(token)));
}

export function shareById(ctx: Asker, id: ShareId): Promise<FoundShare> {
  return findShare(ctx, eq(shares.id, id));
}

async function findShare({ db, now }: Asker, which: SQL): Promise<FoundShare> {
  const [found] = await select(db).where(
    and(which, isNull(shares.revokedAt), gt(shares.expiresAt, now())),
  );
  if (!found) throw new AppError('not-found', 'This link does not work any more.');
  return { ...found, made: madePackage(found.row, now()) };
}

function select(db: Db) {
  return db
    .select({
      share: shares,
      row: evidencePackages,
      clip: clips,
      caseTitle: cases.title,
      person: { name: people.name, timeZone: people.timeZone },
    })
    .from(shares)
    .innerJoin(evidencePackages, eq(evidencePackages.id, shares.evidencePackageId))
    .innerJoin(clips, eq(clips.id, evidencePackages.clipId))
    .innerJoin(cases, eq(cases.id, clips.caseId))
    .innerJoin(people, eq(people.id, clips.personId));
}
