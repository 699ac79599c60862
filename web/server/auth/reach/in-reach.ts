import { devices } from '@workcompanion/db/schema/devices';
import { grants } from '@workcompanion/db/schema/grants';
import { people } from '@workcompanion/db/schema/people';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { and, eq, gt, inArray, isNull, or, type SQL, sql } from 'drizzle-orm';
import { type PersonRight, RIGHTS_OVER_SELF, RIGHTS_OVER_TEAM, rightsOf } from '../rights.ts';
import type { UserContext } from '../user-context.ts';
import { grantsGiving, mayBeGranted } from './granted-rights.ts';

type Asker = Pick<UserContext, 'user' | 'now'>;

/**
 * For lists over `people`: those over whom the user holds the right, for footage of some time at
 * least, or for all of it. Nobody holds any over whoever is at a device that waits for
 * approval. It says in SQL what `reachOf` decides for one person.
 */
export function inReach(
  { user, now }: Asker,
  right: PersonRight,
  { ofAllFootage = false }: { readonly ofAllFootage?: boolean } = {},
): SQL | undefined {
  const isSomebody = eq(people.isUnconfirmed, false);
  if (rightsOf(user.roles).includes(right)) return isSomebody;
  const ways = [
    ofManagedTeams(user, right),
    oneself(user, right),
    granted(user, right, { now: now(), ofAllFootage }),
  ];
  return and(isSomebody, or(sql`false`, ...ways));
}

/** The same for lists over `devices`, by whose person it is. Who reaches everybody needs no join of all people. */
export function ownerInReach(asker: Asker, right: PersonRight): SQL {
  if (rightsOf(asker.user.roles).includes(right)) {
    return sql`${devices.personId} not in (select ${people.id} from ${people} where ${people.isUnconfirmed})`;
  }
  return sql`${devices.personId} in (select ${people.id} from ${people} where ${inReach(asker, right)})`;
}

function ofManagedTeams({ id, roles }: UserContext['user'], right: PersonRight) {
  if (!(roles.includes('manager') && RIGHTS_OVER_TEAM.includes(right))) return undefined;
  return sql`${people.teamId} in (select ${teamManagers.teamId} from ${teamManagers} where ${eq(teamManagers.userId, id)})`;
}

function oneself({ roles, personId }: UserContext['user'], right: PersonRight) {
  if (!roles.includes('employee') || personId === null) return undefined;
  return RIGHTS_OVER_SELF.includes(right) ? eq(people.id, personId) : undefined;
}

function granted(
  { id, roles }: UserContext['user'],
  right: PersonRight,
  { now, ofAllFootage }: { readonly now: number; readonly ofAllFootage: boolean },
) {
  const giving = grantsGiving(right);
  if (!mayBeGranted(roles) || giving.length === 0) return undefined;
  const isGiven = and(
    eq(grants.userId, id),
    gt(grants.expiresAt, now),
    isNull(grants.withdrawnAt),
    inArray(grants.right, giving),
    ofAllFootage ? and(isNull(grants.footageFrom), isNull(grants.footageTo)) : undefined,
    or(
      eq(grants.personId, people.id),
      and(isNull(grants.personId), eq(grants.teamId, people.teamId)),
      and(isNull(grants.personId), isNull(grants.teamId)),
    ),
  );
  return sql`exists (select 1 from ${grants} where ${isGiven})`;
}
