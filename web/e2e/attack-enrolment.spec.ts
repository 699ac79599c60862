import { expect } from '@playwright/test';
import { SimulatedDevice } from '../../scripts/simulated-device/simulated-device.ts';
import { makeEnrolmentToken } from './support/enrolment-token.ts';
import { test } from './support/fixtures.ts';
import { useSession } from './support/sign-in.ts';

/** Whoever holds a shared token may tell any login; it must bring nothing under that name. */
test('a computer that claims to be a colleague’s shows nothing under that name before an administrator agrees', async ({
  page,
  portal,
  admin,
}) => {
  const enrol = async (userName: string, hostname: string) => {
    const token = await makeEnrolmentToken(admin, `For ${hostname}`);
    return SimulatedDevice.enrol(portal.url, token, { userName, hostname, timeZone: 'UTC' });
  };
  const peopleNamed = async (name: string) => {
    const { items } = await admin.get<{ items: { name: string; devices: unknown[] }[] }>(
      `/api/portal/people?q=${name}`,
    );
    return items.map((person) => ({ name: person.name, devices: person.devices.length }));
  };
  await enrol('zoe.real', 'HONEST-1');
  const intruder = await enrol('Zoe.Real', 'INTRUDER-1');
  const minute = Date.now() - 600_000;
  await intruder.gap('locked', minute, minute + 1_000);
  expect(await peopleNamed('zoe')).toEqual([{ name: 'zoe.real', devices: 1 }]);
  expect(await peopleNamed('INTRUDER')).toEqual([]);

  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/devices`);
  await expect(page.getByRole('row', { name: /HONEST-1/ })).toBeVisible();
  await expect(page.getByRole('row', { name: /INTRUDER-1/ })).toHaveCount(0);
  const claim = page
    .getByRole('region', { name: /approval/ })
    .getByRole('listitem')
    .filter({ hasText: 'INTRUDER-1' });
  await expect(claim).toContainText('zoe.real, who is known here already');
  await expect(claim).toContainText('127.0.0.1');
  await expect(claim).toContainText('For INTRUDER-1');
  await claim.getByRole('button', { name: 'Refuse' }).click();
  await page.getByRole('button', { name: 'Refuse', exact: true }).last().click();
  await expect(page.getByText('INTRUDER-1 is refused')).toBeVisible();
  await expect(claim).toHaveCount(0);
  await expect(intruder.gap('locked', minute + 2_000, minute + 3_000)).rejects.toThrow(
    'device-refused',
  );

  const laptop = await enrol('zoe.real', 'LAPTOP-1');
  const another = page
    .getByRole('region', { name: /approval/ })
    .getByRole('listitem')
    .filter({ hasText: 'LAPTOP-1' });
  await another.getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByRole('row', { name: /LAPTOP-1/ })).toContainText('zoe.real');
  expect(await peopleNamed('zoe')).toEqual([{ name: 'zoe.real', devices: 2 }]);
  await laptop.gap('locked', minute, minute + 1_000);
});
