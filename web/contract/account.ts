import { SessionId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { NewPassword } from './account-links.ts';
import { defineRoutes } from './define-routes.ts';
import {
  AddPasskey,
  Passkey,
  PasskeyAssertion,
  PasskeyAssertionOptions,
  PasskeyRegistrationOptions,
  RenamePasskey,
} from './passkeys.ts';
import { told } from './told.ts';

const Password = z.string().min(1).max(200);

/** One browser that is signed in. */
export const OwnSession = z.object({
  id: SessionId,
  begunAt: UtcMicros,
  lastUsedAt: UtcMicros,
  address: z.string(),
  userAgent: z.string(),
  signedInBy: told(z.enum(['password', 'totp', 'recovery-code', 'passkey', 'company', 'recorder'])),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;

export const OneSession = z.object({ session: SessionId });
export type OneSession = z.infer<typeof OneSession>;

export const Account = z.object({
  hasPassword: z.boolean(),
  /** Since when codes of an authenticator are asked for; null: not. */
  secondFactorSince: UtcMicros.nullable(),
  passkeys: z.array(Passkey),
  /** The name in the portal's address, to which passkeys are bound. */
  passkeyHost: z.string(),
  /** From when on the account does nothing without a second factor; null: it need not have one. */
  secondFactorDueAt: UtcMicros.nullable(),
  recoveryCodesLeft: z.number().int(),
  sessions: z.array(OwnSession),
});
export type Account = z.infer<typeof Account>;

export const ChangePassword = z.object({ current: Password, next: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** A code of the authenticator, a recovery code, or what a passkey has signed. */
export const ShowSecondFactor = z.object({
  code: z.string().trim().max(50).default(''),
  passkey: PasskeyAssertion.nullable().default(null),
});
export type ShowSecondFactor = z.infer<typeof ShowSecondFactor>;

/** That it is the owner who sits there: the present password and the second factor, as far as there are. */
export const ProveOwner = ShowSecondFactor.extend({
  password: z.string().max(200).default(''),
});
export type ProveOwner = z.infer<typeof ProveOwner>;

export const RemovePasskey = ProveOwner.extend({ passkeyId: Passkey.shape.id });
export type RemovePasskey = z.infer<typeof RemovePasskey>;

/** For the authenticator: by its QR code, or typed. */
export const SecondFactorBegun = z.object({ uri: z.string(), secret: z.string() });
export type SecondFactorBegun = z.infer<typeof SecondFactorBegun>;

export const ConfirmSecondFactor = z.object({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});
export type ConfirmSecondFactor = z.infer<typeof ConfirmSecondFactor>;

/** The only time the codes are shown; none where there are some already. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;

export const ACCOUNT_ROUTES = defineRoutes({
  addPasskey: {
    method: 'POST',
    path: '/api/portal/account/passkeys/add',
    body: AddPasskey,
    answer: RecoveryCodes,
  },
  beginPasskey: {
    method: 'POST',
    path: '/api/portal/account/passkeys/begin',
    body: ProveOwner,
    answer: PasskeyRegistrationOptions,
  },
  removePasskey: {
    method: 'POST',
    path: '/api/portal/account/passkeys/remove',
    body: RemovePasskey,
    answer: null,
  },
  renamePasskey: {
    method: 'POST',
    path: '/api/portal/account/passkeys/rename',
    body: RenamePasskey,
    answer: null,
  },
  changePassword: {
    method: 'POST',
    path: '/api/portal/account/password',
    body: ChangePassword,
    answer: null,
  },
  readAccount: { method: 'GET', path: '/api/portal/account', answer: Account },
  beginSecondFactor: {
    method: 'POST',
    path: '/api/portal/account/second-factor/begin',
    body: ProveOwner,
    answer: SecondFactorBegun,
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/api/portal/account/second-factor/confirm',
    body: ConfirmSecondFactor,
    answer: RecoveryCodes,
  },
  removeOwnSecondFactor: {
    method: 'POST',
    path: '/api/portal/account/second-factor/remove',
    body: ProveOwner,
    answer: null,
  },
  showSecondFactor: {
    method: 'POST',
    path: '/api/portal/account/second-factor/show',
    body: ShowSecondFactor,
    answer: null,
  },
  endOtherSessions: {
    method: 'POST',
    path: '/api/portal/account/sessions/end-others',
    answer: null,
  },
  endOwnSession: {
    method: 'POST',
    path: '/api/portal/account/sessions/end',
    body: OneSession,
    answer: null,
  },
  signOut: { method: 'POST', path: '/api/portal/account/sign-out', answer: null },
  challengePasskey: {
    method: 'POST',
    path: '/api/portal/passkey-challenge',
    answer: PasskeyAssertionOptions,
    isOpen: true,
  },
});
