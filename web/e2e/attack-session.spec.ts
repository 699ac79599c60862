import { join } from 'node:path';
import { expect } from '@playwright/test';
import { freePort } from '@workcompanion/db/embedded/free-port';
import { startPortal } from '../../scripts/processes/portal-process.ts';
import { ADMIN, test } from './support/fixtures.ts';

test('a copied cookie is worth nothing after sign-out, and a passkey signs in', async ({
  browser,
  scratch,
}) => {
  // Passkeys belong to a name: browsers have none for addresses of numbers.
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const env = { PORT: String(port), PUBLIC_URL: url };
  const portal = await startPortal(join(scratch, 'passkeys'), env);
  const context = await browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  const authenticator = await context.newCDPSession(page);
  await authenticator.send('WebAuthn.enable');
  await authenticator.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  try {
    await page.goto(portal.adminLink);
    await page.getByLabel('Your name').fill(ADMIN.name);
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Create account and sign in' }).click();
    await expect(page).toHaveURL(/\/people$/);

    // A passkey, and the recovery codes that come with the first factor.
    await page.goto(`${url}/account`);
    await expect(page.getByText('must have a second factor')).toBeVisible();
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    await page.getByLabel('Name of the passkey').fill('Desk');
    await page.getByLabel('Present password').last().fill(ADMIN.password);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await expect(page.getByRole('list', { name: 'Passkeys' })).toContainText('Desk');
    await expect(page.getByText('must have a second factor')).toHaveCount(0);

    // Somebody copies the cookie; it opens the portal, until the owner signs out.
    const thief = await browser.newContext({ storageState: await context.storageState() });
    const stolen = () => thief.request.get(`${url}/api/portal/me`);
    expect((await stolen()).status()).toBe(200);
    await page.getByRole('button', { name: `Account of ${ADMIN.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await stolen()).status()).toBe(401);
    await thief.close();

    // The password alone opens nothing any more; the passkey does.
    await page.getByLabel('Email').fill(ADMIN.email);
    await page.getByLabel('Password', { exact: true }).fill(ADMIN.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await expect(page.getByLabel('Code')).toBeVisible();
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(page).toHaveURL(/\/overview$/);
    await page.goto(`${url}/account`);
    const here = page.getByRole('list', { name: 'Where you are signed in' });
    await expect(here.getByRole('listitem')).toHaveCount(1);
    await expect(here).toContainText('by passkey');
  } finally {
    await context.close();
    await portal.stop();
  }
});
