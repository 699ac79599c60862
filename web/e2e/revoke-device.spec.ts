import { expect } from '@playwright/test';
import { SimulatedDevice } from '../../scripts/simulated-device/simulated-device.ts';
import { test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

test('a device that is revoked is refused at once, and retired it leaves the list', async ({
  page,
  portal,
  admin,
}) => {
  const { token } = await admin.post<{ token: string }>('/api/portal/enrolment-tokens', {
    label: 'Revoked',
    personId: null,
    expiresInHours: 1,
    maxUses: 1,
  });
  const host = { userName: 'leaving.soon', hostname: 'OLD-7', timeZone: 'UTC' };
  const device = await SimulatedDevice.enrol(portal.url, token, host);
  const minute = Date.now() - 600_000;
  await device.gap('locked', minute, minute + 1_000);

  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/devices`);
  await page.getByRole('button', { name: 'OLD-7' }).click();
  const drawer = page.getByRole('dialog', { name: 'OLD-7' });
  await expect(drawer.getByText(/entr(y has|ies have) come/)).toBeVisible();
  await drawer.getByRole('button', { name: 'Revoke device' }).click();
  await page.getByRole('button', { name: 'Revoke', exact: true }).click();
  await expect(page.getByText('OLD-7 is revoked')).toBeVisible();
  await expect(device.gap('locked', minute + 2_000, minute + 3_000)).rejects.toThrow(
    'device-revoked',
  );

  await drawer.getByRole('button', { name: 'Retire device' }).click();
  await page.getByRole('button', { name: 'Retire', exact: true }).click();
  await expect(drawer.getByText('Retired', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('row', { name: /OLD-7/ })).toHaveCount(0);
  await page.getByRole('switch', { name: 'Show retired devices' }).check();
  await expect(page.getByRole('row', { name: /OLD-7/ })).toContainText('Retired');
});
