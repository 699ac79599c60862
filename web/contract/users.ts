import { GrantedRight, Role } from '@workcompanion/core/access';
import { GrantId, PersonId, TeamId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { Acted, controlAnswer, LinkAnswer, Why } from './control.ts';
import { defineRoutes } from './define-routes.ts';
import { sortOf } from './sort.ts';
import { sortedPage } from './sorted-page.ts';
import { told } from './told.ts';

/** `invited`: has not chosen a password yet, nor come by the company's sign-in. */
export const UserStatus = z.enum(['active', 'invited', 'disabled']);
export type UserStatus = z.infer<typeof UserStatus>;

/** From who runs the system to who is recorded. */
export const ROLE_ORDER = [
  'admin',
  'compliance',
  'auditor',
  'manager',
  'employee',
] as const satisfies readonly Role[];

/** By name, by the weightiest of their roles, by status, and by when they were last here. */
export const UserSort = sortOf(['account', 'role', 'status', 'lastSignIn']);
export type UserSort = z.infer<typeof UserSort>;

const Named = <S extends z.ZodType>(id: S) => z.object({ id, name: z.string() });

export const UserSummary = z.object({
  id: UserId,
  name: z.string(),
  email: z.string(),
  roles: z.array(told(Role)),
  status: told(UserStatus),
  createdAt: UtcMicros,
  lastSignInAt: UtcMicros.nullable(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** Until when the link last made for them works; null: none does. */
  linkExpiresAt: UtcMicros.nullable(),
  person: Named(PersonId).nullable(),
  /** That they manage. */
  teams: z.array(Named(TeamId)),
  /** Grants that count now. */
  grants: z.number().int(),
});
export type UserSummary = z.infer<typeof UserSummary>;

export const UsersPage = z.object({
  items: z.array(UserSummary),
  next: z.string().nullable(),
  /** Accounts that run the system and watch recordings too: the two should be split. */
  bothDuties: z.array(z.string()),
});
export type UsersPage = z.infer<typeof UsersPage>;

const Duties = Why.extend({
  name: z.string().trim().min(1).max(100),
  roles: z.array(Role).min(1),
  /** To manage. */
  teams: z.array(TeamId).max(200),
  /** Whose recordings are their own. */
  personId: PersonId.nullable(),
});

export const InviteUser = Duties.extend({ email: z.email().max(200) });
export type InviteUser = z.infer<typeof InviteUser>;

export const ChangeUser = Duties.extend({ user: UserId });
export type ChangeUser = z.infer<typeof ChangeUser>;

/** One account, for what needs no more: disable, enable, a new link, and the like. */
export const OneUser = Why.extend({ user: UserId });
export type OneUser = z.infer<typeof OneUser>;

export const GrantSummary = z.object({
  id: GrantId,
  right: told(GrantedRight),
  /** Neither: everybody. */
  person: Named(PersonId).nullable(),
  team: Named(TeamId).nullable(),
  footageFrom: UtcMicros.nullable(),
  footageTo: UtcMicros.nullable(),
  expiresAt: UtcMicros,
  reason: z.string(),
  givenBy: z.string(),
  givenAt: UtcMicros,
  status: told(z.enum(['active', 'expired', 'withdrawn'])),
});
export type GrantSummary = z.infer<typeof GrantSummary>;
export const Grants = z.object({ items: z.array(GrantSummary) });
const GrantAnswer = controlAnswer(z.object({ id: GrantId }));

export const GiveGrant = Why.extend({
  user: UserId,
  right: GrantedRight,
  personId: PersonId.nullable(),
  teamId: TeamId.nullable(),
  footageFrom: UtcMicros.nullable(),
  footageTo: UtcMicros.nullable(),
  expiresAt: UtcMicros,
  reason: z.string().trim().min(1).max(500),
})
  .refine(({ personId, teamId }) => personId === null || teamId === null, 'a person or a team')
  .refine(
    ({ footageFrom: from, footageTo: to }) => from === null || to === null || from < to,
    'the footage ends before it begins',
  );
export type GiveGrant = z.infer<typeof GiveGrant>;

export const WithdrawGrant = z.object({ grant: GrantId });
export type WithdrawGrant = z.infer<typeof WithdrawGrant>;

export const ListUsers = z.object({
  /** Part of a name or an email address. */
  q: z.string().trim().max(100).default(''),
  role: Role.optional(),
  status: UserStatus.optional(),
  ...sortedPage(UserSort, 'account'),
});
export type ListUsers = z.infer<typeof ListUsers>;

export const GRANT_ROUTES = defineRoutes({
  listGrants: { method: 'GET', path: '/api/portal/grants', query: OneUser, answer: Grants },
  giveGrant: { method: 'POST', path: '/api/portal/grants', body: GiveGrant, answer: GrantAnswer },
  withdrawGrant: {
    method: 'POST',
    path: '/api/portal/grants/withdraw',
    body: WithdrawGrant,
    answer: null,
  },
});

export const USER_ROUTES = defineRoutes({
  changeUser: { method: 'POST', path: '/api/portal/users/change', body: ChangeUser, answer: Acted },
  disableUser: { method: 'POST', path: '/api/portal/users/disable', body: OneUser, answer: Acted },
  enableUser: { method: 'POST', path: '/api/portal/users/enable', body: OneUser, answer: Acted },
  endSessionsOfUser: {
    method: 'POST',
    path: '/api/portal/users/end-sessions',
    body: OneUser,
    answer: null,
  },
  inviteUser: {
    method: 'POST',
    path: '/api/portal/users/invite',
    body: InviteUser,
    answer: LinkAnswer,
  },
  makeAccountLink: {
    method: 'POST',
    path: '/api/portal/users/link',
    body: OneUser,
    answer: LinkAnswer,
  },
  removeSecondFactorOfUser: {
    method: 'POST',
    path: '/api/portal/users/remove-second-factor',
    body: OneUser,
    answer: Acted,
  },
  listUsers: { method: 'GET', path: '/api/portal/users', query: ListUsers, answer: UsersPage },
});
