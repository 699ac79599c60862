import { createServer, type Server } from 'node:http';
import type { Page } from '@playwright/test';
import { freePort } from '@workcompanion/db/embedded/free-port';
import Provider from 'oidc-provider';

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  stop(): Promise<void>;
}

const UNPROVEN = /-unproven$/;
const CLIENT = { clientId: 'portal', clientSecret: 'a secret of the test' };

/**
 * A real OpenID provider (oidc-provider, certified) with its own sign-in form: whoever types a name
 * is NAME@example.com, of the group `auditor`; as NAME-unproven they only say so.
 */
export async function startProvider(redirectUri: string): Promise<TestProvider> {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
      },
    ],
    // In the id token itself, as companies' providers give them.
    conformIdTokenClaims: false,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({
        sub: id,
        email: `${id.replace(UNPROVEN, '')}@example.com`,
        email_verified: !UNPROVEN.test(id),
        name: `${id} of the company`,
        groups: ['auditor'],
      }),
    }),
  });
  const server = createServer(provider.callback());
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { issuer, ...CLIENT, stop: () => closed(server) };
}

/** The provider's own form, and its question whether the portal may know. */
export async function signInAtProvider(page: Page, name: string) {
  await page.getByPlaceholder('Enter any login').fill(name);
  await page.getByPlaceholder('and password').fill('any');
  await page.getByRole('button', { name: 'Sign-in' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
