import type { Role } from '@workcompanion/core/access';
import { PortalClient } from './portal-client.ts';

export const PASSWORD = 'chosen by who was invited';

interface Invited {
  readonly name: string;
  readonly email: string;
  readonly roles: readonly Role[];
  /** Whose recordings are their own. */
  readonly personId?: string;
  /** To manage. */
  readonly teams?: readonly string[];
}

interface Portal {
  readonly url: string;
}

/** Administers and does not watch, so that nothing about watching favours them. */
const SECOND = { name: 'Sol Second', email: 'sol@example.com', roles: ['admin'] as const };

/**
 * An account that was invited, chose its password and signed in, all without a browser. The first
 * that could agree to something ends that the administrator is alone: somebody agrees from then on.
 */
export async function join(
  admin: PortalClient,
  portal: Portal,
  account: Invited,
): Promise<PortalClient> {
  const agrees = account.roles.some((role) => role === 'admin' || role === 'compliance');
  if (agrees && admin.agreeing === null) admin.agreeing = await comeIn(admin, portal, SECOND);
  return comeIn(admin, portal, account);
}

async function comeIn(admin: PortalClient, portal: Portal, account: Invited) {
  const wish = { teams: [], personId: null, ...account };
  const { done } = await admin.post<{ done: { url: string } }>('/api/portal/users/invite', wish);
  const token = new URL(done.url).searchParams.get('token');
  const client = new PortalClient(portal.url);
  await client.post('/api/portal/account-links/redeem', { token, password: PASSWORD });
  await client.signIn({ email: account.email, password: PASSWORD });
  return client;
}
