import type { Role } from '@workcompanion/db/schema/users';
import type { Right } from '../../contract/session.ts';

/**
 * What each role may do everywhere. Whoever runs the system may not watch, and whoever watches runs
 * nothing. Managers and employees hold rights over their own people only, which are not given yet.
 */
const RIGHTS = {
  admin: ['list', 'devices', 'policy', 'system', 'users'],
  compliance: ['list', 'watch', 'live', 'export', 'hold', 'delete'],
  auditor: ['list', 'audit'],
  manager: [],
  employee: [],
} as const satisfies Record<Role, readonly Right[]>;

export function rightsOf(roles: readonly Role[]): readonly Right[] {
  return [...new Set(roles.flatMap((role): readonly Right[] => RIGHTS[role]))];
}
