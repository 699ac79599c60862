import { type AccessRule, ADMIN } from './access-rule.ts';
import type { AccessWorld } from './access-world.ts';
import { signedRelease } from './make-release.ts';

const one = ({ release }: AccessWorld) => ({ version: release });

/** The part of the table about releases of the recorder. */
export const RELEASE_ROUTES: Readonly<Record<string, AccessRule>> = {
  'GET /api/portal/releases': { allowed: ADMIN },
  'POST /api/portal/releases': {
    allowed: ADMIN,
    query: () => ({ statement: signedRelease('8.0.0', '"an installer"').statement }),
    body: () => 'an installer',
  },
  'GET /api/portal/releases/[version]/failures': { allowed: ADMIN, params: one },
  'POST /api/portal/releases/roll-out': {
    allowed: ADMIN,
    body: (world) => ({ ...one(world), stage: 'all' }),
  },
  'POST /api/portal/releases/pause': { allowed: ADMIN, body: one },
  'POST /api/portal/releases/resume': { allowed: ADMIN, body: one },
  'POST /api/portal/releases/withdraw': { allowed: ADMIN, body: one },
  'POST /api/portal/releases/retry': {
    allowed: ADMIN,
    body: (world) => ({ ...one(world), device: world.device }),
  },
};
