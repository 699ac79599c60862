import { Role } from '@workcompanion/core/access';
import { PersonId, UserId } from '@workcompanion/core/ids';
import { z } from 'zod';
import { Acted, Why } from './control.ts';
import { defineRoutes } from './define-routes.ts';
import { knownOf } from './told.ts';

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

export const Right = z.enum([
  'list',
  'watch',
  'live',
  'export',
  'hold',
  'delete',
  'policy',
  'devices',
  'system',
  'users',
  /** To what somebody else asked for, and needs two. */
  'agree',
  'audit',
]);
export type Right = z.infer<typeof Right>;

/** Sent with what an open page asks by itself, while nobody touches it: no use of the session. */
export const UNATTENDED_HEADER = 'workcompanion-unattended';
/** In each answer: which build of the portal gave it. A page says its own in a `meta` of this name. */
export const BUILD_HEADER = 'workcompanion-build';

export const Me = z.object({
  id: UserId,
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  /** Held over everybody and everything. */
  rights: knownOf(Right),
  /** Held over everybody, or over some people only: of a team, or oneself. */
  rightsOverSome: knownOf(Right),
  /** What the session must do first: show the second factor, or set one up. */
  owesSecondFactor: z.enum(['code', 'set-up']).nullable(),
  /** The account is linked to a person, and may see what is recorded of them. */
  isRecorded: z.boolean(),
  personId: PersonId.nullable(),
});
export type Me = z.infer<typeof Me>;

/** Redeems the one-time link of the first start: makes the first account (admin, compliance). */
export const FirstSignIn = z.object({
  token: z.string().min(20).max(200),
  name: z.string().trim().min(1).max(100),
  email: z.email().max(200),
  password: z.string().min(12).max(200),
});
export type FirstSignIn = z.infer<typeof FirstSignIn>;

export const SESSION_ROUTES = defineRoutes({
  redeemFirstSignIn: {
    method: 'POST',
    path: '/api/portal/first-sign-in',
    body: FirstSignIn,
    answer: null,
    isOpen: true,
  },
  readMe: { method: 'GET', path: '/api/portal/me', answer: Me },
  showSignInSettings: {
    method: 'GET',
    path: '/api/portal/sign-in-settings',
    answer: SignInSettings,
  },
  changeSignInSettings: {
    method: 'POST',
    path: '/api/portal/sign-in-settings',
    body: ChangeSignInSettings,
    answer: Acted,
  },
});
