import { expect } from '@playwright/test';
import { SimulatedDevice } from '../../scripts/simulated-device/simulated-device.ts';
import { test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

test('a token is made, its installation line copied, and one computer enrolled with it', async ({
  page,
  portal,
  admin,
}) => {
  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/devices?tab=tokens`);
  await page.getByRole('button', { name: 'New token' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Label').fill('Front desk');
  await form.getByRole('button', { name: 'Create token' }).click();
  const installation = form.getByText(/^msiexec \/i .* \/qn SERVER_URL=/);
  const line = (await installation.textContent()) ?? '';
  expect(line).toContain(`SERVER_URL=${portal.url} `);
  const token = /ENROLL_TOKEN=(\S+)$/.exec(line)?.[1] ?? '';
  await form.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('row', { name: /Front desk/ });
  await expect(row).toContainText('Active');

  const host = { userName: 'new.colleague', hostname: 'DESK-1', timeZone: 'UTC' };
  await SimulatedDevice.enrol(portal.url, token, host);
  await expect(SimulatedDevice.enrol(portal.url, token, host)).rejects.toThrow('enrolment-token');
  await page.reload();
  await expect(row).toContainText('Used up');
  await page.goto(`${portal.url}/devices`);
  await expect(page.getByRole('row', { name: /DESK-1/ })).toContainText('new.colleague');
});
