import type { GrantedRight, Role } from '@workcompanion/core/access';
import type { PersonId, TeamId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { Db } from '@workcompanion/db/client';
import { grants } from '@workcompanion/db/schema/grants';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { and, eq, gt, isNull } from 'drizzle-orm';
import type { UserContext } from '../user-context.ts';
import { mayBeGranted } from './granted-rights.ts';

type Asker = Pick<UserContext, 'db' | 'user' | 'now'>;

/** Read anew for each request: what was given or taken away counts at once. */
export async function readStanding({ db, user, now }: Asker): Promise<Standing> {
  const { id, roles, personId } = user;
  const [managed, lent] = await Promise.all([
    roles.includes('manager') ? managedTeamsOf(db, id) : [],
    mayBeGranted(roles) ? grantsOf(db, id, now()) : [],
  ]);
  return { roles, personId, managedTeams: managed, grants: lent };
}

async function managedTeamsOf(db: Db, id: UserContext['user']['id']) {
  const rows = await db
    .select({ team: teamManagers.teamId })
    .from(teamManagers)
    .where(eq(teamManagers.userId, id));
  return rows.map(({ team }) => team);
}

function grantsOf(db: Db, id: UserContext['user']['id'], now: number): Promise<StandingGrant[]> {
  const { right, personId, teamId, footageFrom, footageTo, expiresAt } = grants;
  return db
    .select({ right, personId, teamId, footageFrom, footageTo, expiresAt })
    .from(grants)
    .where(and(eq(grants.userId, id), gt(expiresAt, now), isNull(grants.withdrawnAt)));
}

/** All that decides over whom a user holds a right. */
export interface Standing {
  readonly roles: readonly Role[];
  readonly personId: PersonId | null;
  readonly managedTeams: readonly TeamId[];
  readonly grants: readonly StandingGrant[];
}

/** Over one person, one team, or (neither) everybody; null bounds: footage of any time. */
export interface StandingGrant {
  readonly right: GrantedRight;
  readonly personId: PersonId | null;
  readonly teamId: TeamId | null;
  readonly footageFrom: UtcMicros | null;
  readonly footageTo: UtcMicros | null;
  readonly expiresAt: UtcMicros;
}
