import { SessionId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { NewPassword } from './account-links.ts';

const Password = z.string().min(1).max(200);

/** One browser that is signed in. */
export const OwnSession = z.object({
  id: SessionId,
  begunAt: UtcMicros,
  lastUsedAt: UtcMicros,
  address: z.string(),
  userAgent: z.string(),
  signedInBy: z.enum(['password', 'totp', 'recovery-code', 'passkey', 'company']),
  /** The one that asks. */
  isThis: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSession>;

export const OneSession = z.object({ session: SessionId });
export type OneSession = z.infer<typeof OneSession>;

export const Account = z.object({
  hasPassword: z.boolean(),
  /** Since when a second factor is asked for; null: none. */
  secondFactorSince: UtcMicros.nullable(),
  recoveryCodesLeft: z.number().int(),
  sessions: z.array(OwnSession),
});
export type Account = z.infer<typeof Account>;

export const ChangePassword = z.object({ current: Password, next: NewPassword });
export type ChangePassword = z.infer<typeof ChangePassword>;

/** The present password proves that it is the owner who sits there. */
export const ProvePassword = z.object({ password: Password });
export type ProvePassword = z.infer<typeof ProvePassword>;

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

/** The only time the codes are shown. */
export const RecoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof RecoveryCodes>;
