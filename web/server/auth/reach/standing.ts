import type { PersonId, TeamId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { GrantedRight } from '@workcompanion/db/schema/grants';
import type { Role } from '@workcompanion/db/schema/users';

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
