import { hostname } from 'node:os';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { ENROLMENT_TOKEN_ROUTES } from '../../contract/enrolment-tokens.ts';

/** For one recorder on this machine, whose login others may have used before. */
export async function makeEnrolmentToken(admin: PortalClient, label: string): Promise<string> {
  const { token } = await admin.post<{ token: string }>(
    ENROLMENT_TOKEN_ROUTES.createEnrolmentToken.path,
    {
      label,
      personId: null,
      expiresInHours: 1,
      maxUses: 1,
      trustedHosts: [hostname()],
    },
  );
  return token;
}
