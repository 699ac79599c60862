import type { Role } from '@workcompanion/core/access';
import type { PersonId, TeamId } from '@workcompanion/core/ids';
import type { Gain } from '../../contract/control.ts';

/** What an account is given. */
export interface Duties {
  readonly roles: readonly Role[];
  /** To manage. */
  readonly teams: readonly TeamId[];
  /** Whose recordings are its own: it counts whatever the roles are, since those may come later. */
  readonly personId: PersonId | null;
}

export const NO_DUTIES: Duties = { roles: [], teams: [], personId: null };

const BY_ROLE = {
  admin: 'agrees',
  compliance: 'watches-all',
  manager: 'watches-teams',
  auditor: null,
  employee: null,
} as const satisfies Record<Role, Gain | null>;

/** What somebody who had those duties, and is given these, can do more that needs two people. */
export function gainedDuties(before: Duties, after: Duties): Gain[] {
  const roles = after.roles.filter((role) => !before.roles.includes(role));
  const teams = after.teams.some((team) => !before.teams.includes(team));
  const person = after.personId !== null && after.personId !== before.personId;
  const gains = [
    ...roles.map((role): Gain | null => BY_ROLE[role]),
    teams ? 'watches-teams' : null,
    person ? 'watches-person' : null,
  ] as const;
  return [...new Set(gains.filter((gain) => gain !== null))];
}
