import type { Tx } from '@workcompanion/db/client';
import { ControlKind } from '../../contract/control.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { Agreement, ControlledChange, Judgement } from '../control/controlled-change.ts';
import { CHANGE_EVIDENCE_PACKAGE_SETTINGS } from '../evidence-packages/evidence-package-settings.ts';
import { GIVE_GRANT } from '../grants/give-grant.ts';
import { CHANGE_SIGN_IN_SETTINGS } from '../sign-in/change-sign-in-settings.ts';
import { MOVE_MEMBERS } from '../teams/move-members.ts';
import { SET_MANAGERS } from '../teams/set-managers.ts';
import { CHANGE_USER } from '../users/change-user.ts';
import { DISABLE_USER, ENABLE_USER } from '../users/disable-user.ts';
import { INVITE_USER } from '../users/invite-user.ts';
import { MAKE_ACCOUNT_LINK } from '../users/make-account-link.ts';
import { REMOVE_SECOND_FACTOR } from '../users/remove-second-factor-of-user.ts';
import { CHANGE_WATCHING_SETTINGS } from '../watching/change-watching-settings.ts';

/** A change of whatever kind, whose wish comes from the database. */
export interface StoredChange extends Pick<ControlledChange<never, unknown>, 'kind' | 'right'> {
  judge(tx: Tx, ctx: UserContext, wish: unknown): Promise<Judgement>;
  apply(tx: Tx, ctx: UserContext, wish: unknown, agreement: Agreement): Promise<unknown>;
}

/** Everything that may need a second person. */
const CHANGES: Readonly<Record<ControlKind, StoredChange>> = {
  invitation: stored(INVITE_USER),
  account: stored(CHANGE_USER),
  'account-link': stored(MAKE_ACCOUNT_LINK),
  'account-enabled': stored(ENABLE_USER),
  'account-disabled': stored(DISABLE_USER),
  'second-factor-removed': stored(REMOVE_SECOND_FACTOR),
  grant: stored(GIVE_GRANT),
  'team-managers': stored(SET_MANAGERS),
  'team-members': stored(MOVE_MEMBERS),
  'watching-settings': stored(CHANGE_WATCHING_SETTINGS),
  'sign-in-settings': stored(CHANGE_SIGN_IN_SETTINGS),
  'evidence-package-settings': stored(CHANGE_EVIDENCE_PACKAGE_SETTINGS),
};

export function controlledChange(kind: string): StoredChange {
  return CHANGES[ControlKind.parse(kind)];
}

function stored<Wish, Done>(change: ControlledChange<Wish, Done>): StoredChange {
  return {
    kind: change.kind,
    right: change.right,
    judge: async (tx, ctx, wish) => change.judge(tx, ctx, change.wish.parse(wish)),
    apply: async (tx, ctx, wish, agreement) =>
      change.apply(tx, ctx, change.wish.parse(wish), agreement),
  };
}
