import type { GrantedRight, Role } from '@workcompanion/core/access';
import type { PersonId, TeamId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';

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
