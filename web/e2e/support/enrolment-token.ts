import { hostname } from 'node:os';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';

/** For one recorder on this machine, whose login others may have used before. */
export async function makeEnrolmentToken(admin: PortalClient, label: string): Promise<string> {
  const { token } = await admin.post<{ token: string }>(PORTAL_ROUTES.enrolmentTokens, {
    label,
    personId: null,
    expiresInHours: 1,
    maxUses: 1,
    trustedHosts: [hostname()],
  });
  return token;
}
