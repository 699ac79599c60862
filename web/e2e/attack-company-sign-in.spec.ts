import { join } from 'node:path';
import { expect } from '@playwright/test';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { PortalClient } from '../../scripts/processes/portal-client.ts';
import { startPortal } from '../../scripts/processes/portal-process.ts';
import { ADMIN, test } from './support/fixtures.ts';
import { signInAtProvider, startProvider } from './support/start-provider.ts';

test('who only says an address at the company’s provider comes into nobody’s account', async ({
  page,
  scratch,
}) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startProvider(`${url}/api/auth/callback/company`);
  const portal = await startPortal(join(scratch, 'unproven'), {
    PORT: String(port),
    PUBLIC_URL: url,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Example Company',
    OIDC_PROVISION: 'auto',
  });
  try {
    await new PortalClient(portal.url).redeem(portal.adminLink, ADMIN);
    const [name = ''] = ADMIN.email.split('@');

    await page.goto(`${url}/account`);
    await page.getByRole('button', { name: 'Sign in with Example Company' }).click();
    await signInAtProvider(page, `${name}-unproven`);
    await expect(page).toHaveURL(/\/sign-in\?.*error=/);
    await page.goto(`${url}/account`);
    await expect(page).toHaveURL(/\/sign-in/);
    await page.context().clearCookies();

    // The control: of an address that the provider has proven it is the account.
    await page.goto(`${url}/account`);
    await page.getByRole('button', { name: 'Sign in with Example Company' }).click();
    await signInAtProvider(page, name);
    await expect(page.getByRole('main')).toContainText(ADMIN.email);
  } finally {
    await portal.stop();
    await provider.stop();
  }
});
