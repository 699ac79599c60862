import { Role } from '../../../contract/users.ts';

/** The roles that a claim names: a list, or a text with spaces or commas. Null: it names none. */
export function claimedRoles(
  claims: Readonly<Record<string, unknown>>,
  claim: string | null,
): Role[] | null {
  const value = claim === null ? undefined : claims[claim];
  const names: unknown[] =
    typeof value === 'string' ? value.split(/[\s,]+/) : Array.isArray(value) ? value : [];
  const roles = Role.options.filter((role) => names.includes(role));
  return roles.length === 0 ? null : roles;
}
