/** From who runs the system to who is recorded. */
export const ROLE_ORDER = ['admin', 'compliance', 'auditor', 'manager', 'employee'] as const;
