import type { Db } from '@workcompanion/db/client';
import { cases } from '@workcompanion/db/schema/cases';
import { clips } from '@workcompanion/db/schema/clips';
import { evidencePackageEvents } from '@workcompanion/db/schema/evidence-packages';
import { people } from '@workcompanion/db/schema/people';
import { shares } from '@workcompanion/db/schema/shares';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, gt } from 'drizzle-orm';
import type { CustodyPage, ListCustody } from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { readableCase } from '../cases/open-case.ts';
import {
  type FoundEvidencePackage,
  findEvidencePackage,
  missing,
} from './find-evidence-package.ts';

/** Through whose hands a package went, in order: for members of the case and for auditors. */
export async function listCustody(
  ctx: UserContext,
  { evidencePackage: id, cursor, limit }: ListCustody,
): Promise<CustodyPage> {
  const found = await findEvidencePackage(ctx.db, id);
  await readableCase(ctx, found.clip.caseId);
  const { id: number, at, action, details } = evidencePackageEvents;
  const [rows, about] = await Promise.all([
    ctx.db
      .select({
        id: number,
        at,
        action,
        details,
        userName: users.name,
        recipient: shares.recipient,
      })
      .from(evidencePackageEvents)
      .leftJoin(users, eq(users.id, evidencePackageEvents.userId))
      .leftJoin(shares, eq(shares.id, evidencePackageEvents.shareId))
      .where(
        and(
          eq(evidencePackageEvents.evidencePackageId, id),
          cursor === undefined ? undefined : gt(number, cursor),
        ),
      )
      .orderBy(asc(number))
      .limit(limit + 1),
    describe(ctx.db, found),
  ]);
  const items = rows.slice(0, limit);
  return {
    ...about,
    items,
    next: rows.length > limit ? String(items.at(-1)?.id ?? '') : null,
  };
}

async function describe(
  db: Db,
  { row, clip }: FoundEvidencePackage,
): Promise<Pick<CustodyPage, 'package' | 'selected'>> {
  const [found] = await db
    .select({
      case: cases.title,
      person: { name: people.name, timeZone: people.timeZone },
      selector: users.name,
    })
    .from(clips)
    .innerJoin(cases, eq(cases.id, clips.caseId))
    .innerJoin(people, eq(people.id, clips.personId))
    .innerJoin(users, eq(users.id, clips.createdBy))
    .where(eq(clips.id, clip.id));
  if (!found) throw missing(row.id);
  return {
    package: {
      case: found.case,
      person: found.person,
      sha256: row.sha256,
      clip: { title: clip.title, from: clip.footageFrom, to: clip.footageTo },
    },
    selected: { at: clip.createdAt, by: found.selector },
  };
}
