import type { users } from '@workcompanion/db/schema/users';
import type { UserSummary } from '../../contract/users.ts';
import type { UserFacts } from './read-user-facts.ts';

type UserRow = typeof users.$inferSelect;

export function summariseUser(
  user: UserRow,
  person: UserSummary['person'],
  facts: UserFacts,
): UserSummary {
  const { id, name, email, roles, createdAt, lastSignInAt } = user;
  const isOf = (fact: { readonly user: string | null }) => fact.user === id;
  return {
    id,
    name,
    email,
    roles,
    status: statusOf(user, facts.identities.some(isOf)),
    createdAt,
    lastSignInAt,
    hasPassword: user.passwordHash !== null,
    hasSecondFactor: user.totpSince !== null || facts.passkeys.some(isOf),
    linkExpiresAt: facts.links.find(isOf)?.expiresAt ?? null,
    person,
    teams: facts.teams.filter(isOf).map((team) => ({ id: team.id, name: team.name })),
    grants: facts.grants.filter(isOf).length,
  };
}

function statusOf(user: UserRow, hasIdentity: boolean): UserSummary['status'] {
  if (user.disabledAt !== null) return 'disabled';
  return user.passwordHash === null && !hasIdentity ? 'invited' : 'active';
}
