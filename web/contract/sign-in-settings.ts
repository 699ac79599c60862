import { Role } from '@workcompanion/core/access';
import { z } from 'zod';
import { Why } from './control.ts';

export const SignInSettings = z.object({
  /** After so long everybody signs in anew, whatever they do. */
  sessionHours: z.number().int().min(1).max(24).default(12),
  /** A session ends when nobody did anything in it for so long. */
  idleMinutes: z.number().int().min(5).max(720).default(60),
  /** Who does nothing here without a second factor. */
  secondFactorRoles: z.array(Role).max(Role.options.length).default(['compliance', 'manager']),
});
export type SignInSettings = z.infer<typeof SignInSettings>;

export const ChangeSignInSettings = SignInSettings.extend(Why.shape);
export type ChangeSignInSettings = z.infer<typeof ChangeSignInSettings>;
