import type { CaseId, DeviceId } from '@workcompanion/core/ids';
import { clips } from '@workcompanion/db/schema/clips';
import { devices } from '@workcompanion/db/schema/devices';
import { holds } from '@workcompanion/db/schema/holds';
import { people } from '@workcompanion/db/schema/people';
import { users } from '@workcompanion/db/schema/users';
import { and, asc, eq, gt, gte, inArray, isNull, lte, or, sql } from 'drizzle-orm';
import type { Clip } from '../../contract/cases.ts';
import type { UserContext } from '../auth/user-context.ts';
import { disclosesWindow } from './discloses-window.ts';

type Asker = Pick<UserContext, 'db' | 'now'>;

/** All of them: a case holds some hundreds at most (`assertRoom`). */
export async function clipsOfCase(ctx: Asker, id: CaseId): Promise<Clip[]> {
  const { id: person, name, timeZone } = people;
  const rows = await ctx.db
    .select({
      clip: clips,
      person: { id: person, name, timeZone },
      createdBy: users.name,
      isHeld: isHeld(ctx),
      disclosesWindow: disclosesWindow(),
    })
    .from(clips)
    .innerJoin(people, eq(people.id, clips.personId))
    .innerJoin(users, eq(users.id, clips.createdBy))
    .where(and(eq(clips.caseId, id), isNull(clips.removedAt)))
    .orderBy(asc(clips.footageFrom), asc(clips.id));
  const hosts = await hostnames(
    ctx,
    rows.flatMap(({ clip }) => clip.displays.map(({ device }) => device)),
  );
  return rows.map(({ clip, ...rest }) => ({
    ...rest,
    id: clip.id,
    title: clip.title,
    from: clip.footageFrom,
    to: clip.footageTo,
    displays: clip.displays.map(({ device, display }) => ({
      device,
      display,
      hostname: hosts.get(device) ?? '',
    })),
    createdAt: clip.createdAt,
  }));
}

/** By one hold on the person that reaches over the whole clip. */
function isHeld({ db, now }: Asker) {
  const covering = db
    .select({ one: sql`1` })
    .from(holds)
    .where(
      and(
        eq(holds.personId, clips.personId),
        isNull(holds.releasedAt),
        lte(holds.footageFrom, clips.footageFrom),
        or(isNull(holds.footageTo), gte(holds.footageTo, clips.footageTo)),
        or(isNull(holds.expiresAt), gt(holds.expiresAt, now())),
      ),
    );
  return sql<boolean>`exists ${covering}`;
}

async function hostnames({ db }: Asker, ids: readonly DeviceId[]): Promise<Map<DeviceId, string>> {
  const rows = await db
    .select({ id: devices.id, host: devices.host })
    .from(devices)
    .where(inArray(devices.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, host }) => [id, host.hostname]));
}
