import { PortalClient } from '../../../scripts/processes/portal-client.ts';
import type { Role } from '../../contract/users.ts';

export const PASSWORD = 'chosen by who was invited';

interface Invited {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  /** Whose recordings are their own. */
  readonly employeeId?: string;
  /** To manage. */
  readonly teams?: readonly string[];
}

/** An account that was invited, chose its password and signed in, all without a browser. */
export async function join(
  admin: PortalClient,
  portal: { readonly url: string },
  account: Invited,
): Promise<PortalClient> {
  const wish = { teams: [], employeeId: null, ...account };
  const { url } = await admin.post<{ url: string }>('/api/portal/users/invite', wish);
  const token = new URL(url).searchParams.get('token');
  const client = new PortalClient(portal.url);
  await client.post('/api/portal/account-links/redeem', { token, password: PASSWORD });
  await client.signIn({ email: account.email, password: PASSWORD });
  return client;
}
