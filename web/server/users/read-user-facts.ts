import type { TeamId, UserId } from '@workcompanion/core/ids';
import { grants } from '@workcompanion/db/schema/grants';
import { oneTimeLinks } from '@workcompanion/db/schema/one-time-links';
import { passkeys } from '@workcompanion/db/schema/passkeys';
import { teamManagers } from '@workcompanion/db/schema/team-managers';
import { teams } from '@workcompanion/db/schema/teams';
import { userIdentities } from '@workcompanion/db/schema/user-identities';
import { and, asc, eq, gt, inArray, isNull } from 'drizzle-orm';
import type { ServerContext } from '../context.ts';

type Server = Pick<ServerContext, 'db' | 'now'>;

export interface UserFacts {
  readonly teams: readonly { readonly user: UserId; readonly id: TeamId; readonly name: string }[];
  /** One item for each grant that counts. */
  readonly grants: readonly { readonly user: UserId }[];
  readonly links: readonly { readonly user: UserId | null; readonly expiresAt: number }[];
  readonly identities: readonly { readonly user: UserId }[];
  readonly passkeys: readonly { readonly user: UserId }[];
}

/** What is said of accounts beside their rows. */
export async function readUserFacts(server: Server, ids: UserId[]): Promise<UserFacts> {
  const [managed, lent, links, identities, own] = await Promise.all([
    managedTeams(server, ids),
    liveGrants(server, ids),
    openLinks(server, ids),
    server.db
      .select({ user: userIdentities.userId })
      .from(userIdentities)
      .where(inArray(userIdentities.userId, ids)),
    server.db.select({ user: passkeys.userId }).from(passkeys).where(inArray(passkeys.userId, ids)),
  ]);
  return { teams: managed, grants: lent, links, identities, passkeys: own };
}

function managedTeams({ db }: Server, ids: UserId[]) {
  return db
    .select({ user: teamManagers.userId, id: teams.id, name: teams.name })
    .from(teamManagers)
    .innerJoin(teams, eq(teams.id, teamManagers.teamId))
    .where(inArray(teamManagers.userId, ids))
    .orderBy(asc(teams.name));
}

function liveGrants({ db, now }: Server, ids: UserId[]) {
  return db
    .select({ user: grants.userId })
    .from(grants)
    .where(
      and(inArray(grants.userId, ids), gt(grants.expiresAt, now()), isNull(grants.withdrawnAt)),
    );
}

function openLinks({ db, now }: Server, ids: UserId[]) {
  return db
    .select({ user: oneTimeLinks.userId, expiresAt: oneTimeLinks.expiresAt })
    .from(oneTimeLinks)
    .where(
      and(
        inArray(oneTimeLinks.userId, ids),
        gt(oneTimeLinks.expiresAt, now()),
        isNull(oneTimeLinks.usedAt),
      ),
    );
}
