import { Role } from '@workcompanion/core/access';
import type { Right } from '../../contract/session.ts';

/** Rights that are held over people, and so may be held over some of them only. */
export type PersonRight = Extract<Right, 'list' | 'watch' | 'live' | 'export' | 'hold' | 'delete'>;

/** What each role may do everywhere. Whoever runs the system may not watch, and whoever watches runs nothing. */
const RIGHTS = {
  admin: ['list', 'devices', 'policy', 'system', 'users', 'agree'],
  compliance: ['list', 'watch', 'live', 'export', 'hold', 'delete', 'agree'],
  auditor: ['list', 'audit'],
  manager: [],
  employee: [],
} as const satisfies Record<Role, readonly Right[]>;

/** Rights of managers, over the people of the teams they manage. */
export const RIGHTS_OVER_TEAM: readonly PersonRight[] = ['list', 'watch'];
/** Rights of recorded people, over their own recordings. */
export const RIGHTS_OVER_SELF: readonly PersonRight[] = ['list', 'watch'];

/** The rights that are held over everybody and everything. */
export function rightsOf(roles: readonly Role[]): readonly Right[] {
  return [...new Set(roles.flatMap((role): readonly Right[] => RIGHTS[role]))];
}

/** The roles of which each holds the right over everybody and everything. */
export function rolesHolding(right: Right): readonly Role[] {
  return Role.options.filter((role) => rightsOf([role]).includes(right));
}

/** The rights that are held over somebody at least, by role. */
export function rightsOverSome(roles: readonly Role[]): readonly Right[] {
  const overSome = [
    ...(roles.includes('manager') ? RIGHTS_OVER_TEAM : []),
    ...(roles.includes('employee') ? RIGHTS_OVER_SELF : []),
  ];
  return [...new Set([...rightsOf(roles), ...overSome])];
}
