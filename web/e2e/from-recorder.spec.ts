import { expect } from '@playwright/test';
import { PortalLinkResponse } from '@workcompanion/core/protocol/portal-link';
import { RECORDER_ROUTES } from '@workcompanion/core/protocol/routes';
import { test } from './support/drawn-day.ts';

test('a person comes from the recorder without a password, once, to what is theirs', async ({
  browser,
  portal,
  drawn,
}) => {
  const link = PortalLinkResponse.parse(
    await drawn.device.send(RECORDER_ROUTES.portalLink.path, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await drawn.device.token()}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ page: 'remark' }),
    }),
  );
  expect(link.isSignedIn).toBe(true);
  const context = await browser.newContext();
  const hers = await context.newPage();
  await hers.goto(link.url);
  const goOn = hers.getByRole('button', { name: 'Continue as Eve Person' });
  await expect(goOn).toBeVisible();
  expect(hers.url()).not.toContain(new URL(link.url).hash);
  await goOn.click();
  await hers.waitForURL(new RegExp(`/people/${drawn.person}/\\d{4}-`));
  await context.close();
  // Whoever finds the link later is not let in.
  const other = await browser.newContext();
  const late = await other.newPage();
  await late.goto(link.url);
  await expect(late.getByText('Such a link works once, and for one minute.')).toBeVisible();
  expect((await late.request.get(`${portal.url}/api/portal/mirror`)).ok()).toBe(false);
  await other.close();
});
