import { ACCOUNT_ROUTES } from '../../contract/account.ts';
import { asOwingUser, asUser, asVisitor } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import type { Call } from '../http/call.ts';
import { changePassword } from './change-password.ts';
import {
  beginSecondFactor,
  confirmSecondFactor,
  removeOwnSecondFactor,
  showSecondFactor,
} from './own-second-factor.ts';
import { endOtherSessions, endOwnSession, signOut } from './own-sessions.ts';
import { addPasskey, beginPasskey } from './passkeys/add-passkey.ts';
import { challengePasskey } from './passkeys/challenges.ts';
import { removePasskey, renamePasskey } from './passkeys/own-passkeys.ts';
import { readAccount } from './read-account.ts';

/** As the entry of the process writes it: one address, forwarded ones only from trusted proxies. */
const clientAddress = (call: Call) => ({ address: call.header('x-forwarded-for') ?? 'unknown' });

export const accountRoutes: readonly BoundRoute[] = [
  bind(ACCOUNT_ROUTES.addPasskey, asOwingUser, addPasskey),
  bindExchange(ACCOUNT_ROUTES.beginPasskey, asOwingUser, { verb: beginPasskey }),
  bind(ACCOUNT_ROUTES.removePasskey, asUser, removePasskey),
  bind(ACCOUNT_ROUTES.renamePasskey, asUser, renamePasskey),
  bind(ACCOUNT_ROUTES.changePassword, asUser, changePassword),
  bind(ACCOUNT_ROUTES.readAccount, asOwingUser, readAccount),
  bind(ACCOUNT_ROUTES.beginSecondFactor, asOwingUser, beginSecondFactor),
  bind(ACCOUNT_ROUTES.confirmSecondFactor, asOwingUser, confirmSecondFactor),
  bind(ACCOUNT_ROUTES.removeOwnSecondFactor, asUser, removeOwnSecondFactor),
  bind(ACCOUNT_ROUTES.showSecondFactor, asOwingUser, showSecondFactor),
  bind(ACCOUNT_ROUTES.endOtherSessions, asUser, endOtherSessions),
  bind(ACCOUNT_ROUTES.endOwnSession, asUser, endOwnSession),
  bind(ACCOUNT_ROUTES.signOut, asOwingUser, signOut),
  bindExchange(ACCOUNT_ROUTES.challengePasskey, asVisitor, {
    read: clientAddress,
    verb: challengePasskey,
  }),
];
