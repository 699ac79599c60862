import { join } from 'node:path';
import { expect } from '@playwright/test';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { startPortal } from '../../scripts/processes/portal-process.ts';
import { test } from './support/fixtures.ts';
import { signInAtProvider, startProvider } from './support/start-provider.ts';

test('people come by the company’s provider, with the roles that it names', async ({
  page,
  scratch,
}) => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startProvider(`${url}/api/auth/callback/company`);
  const portal = await startPortal(join(scratch, 'company'), {
    PORT: String(port),
    PUBLIC_URL: url,
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: provider.clientId,
    OIDC_CLIENT_SECRET: provider.clientSecret,
    OIDC_NAME: 'Example Company',
    OIDC_ROLES_CLAIM: 'groups',
    OIDC_PROVISION: 'auto',
  });
  try {
    await page.goto(`${url}/audit`);
    await page.getByRole('button', { name: 'Sign in with Example Company' }).click();
    await signInAtProvider(page, 'otto');
    // Back where they wanted to go, as the claim says: an auditor.
    await expect(page).toHaveURL(`${url}/audit`);
    await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();
    await expect(page.getByRole('table')).toContainText(
      'Account made at the first company sign-in',
    );
    await page.goto(`${url}/account`);
    await expect(page.getByRole('main')).toContainText('otto@example.com');
    await expect(page.getByRole('main')).toContainText('You sign in by your company');
  } finally {
    await portal.stop();
    await provider.stop();
  }
});
