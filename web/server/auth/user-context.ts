import type { Role } from '@workcompanion/core/access';
import type { PersonId, SessionId, UserId } from '@workcompanion/core/ids';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';
import type { ServerContext } from '../context.ts';
import type { OwedFactor } from './second-factor-rule.ts';

export interface SignedInUser {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  readonly personId: PersonId | null;
}

/** The browser that acts. */
export interface CurrentSession {
  readonly id: SessionId;
  readonly begunAt: UtcMicros;
  /** Until it is done, the session may do nothing else. */
  readonly owes: OwedFactor | null;
}

export interface SignedIn {
  readonly user: SignedInUser;
  readonly session: CurrentSession;
}

/** In whose name something is done, also while they are not there. */
export interface ActorContext extends ServerContext {
  readonly user: SignedInUser;
}

export interface UserContext extends ActorContext, SignedIn {}
