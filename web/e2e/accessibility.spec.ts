import { readdir } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { graveViolations } from './support/axe.ts';
import { type DrawnDay, test } from './support/drawn-day.ts';
import { join } from './support/join.ts';
import { useSession } from './support/sign-in.ts';

const PAGES = joinPath(import.meta.dirname, '..', 'app', '(portal)');
/** Of a recorded person's own account. */
const OWN = '/me';

/** Each page that needs no parameters, and those of a person with footage. */
async function pathsFor({ person, date }: DrawnDay): Promise<string[]> {
  const files = await readdir(PAGES, { recursive: true });
  const paths = files
    .filter((file) => file.endsWith('page.tsx'))
    .map((file) => `/${file.replace(/\/?page\.tsx$/, '')}`);
  expect(paths).toContain('/people/[id]/[date]');
  const plain = paths.filter((path) => !path.includes('[') && path !== OWN);
  return [...plain, `/people/${person}`, `/people/${person}/${date}`, '/devices?tab=tokens'].sort();
}

/** Light with all rules; dark differs by its colours alone. */
async function judge(page: Page, path: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.goto(path);
  await expect(page.locator('main [aria-busy=true], main .mantine-Skeleton-root')).toHaveCount(0);
  await expect(page.locator('main :is(h1, h2)').first()).toBeVisible();
  expect.soft(await graveViolations(page), `${path}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect.soft(await graveViolations(page, ['color-contrast']), `${path}, dark`).toEqual([]);
}

test('no page shuts anybody out, in light and in dark', async ({ page, portal, admin, drawn }) => {
  test.setTimeout(180_000);
  const judging = await join(admin, portal, {
    name: 'Jo Judge',
    email: 'jo@example.com',
    roles: ['admin', 'compliance', 'auditor'],
  });
  await useSession(page, portal, judging);
  for (const path of await pathsFor(drawn)) await judge(page, portal.url + path);

  await page.keyboard.press('Control+k');
  await page.getByRole('dialog').getByRole('textbox').fill('a');
  expect.soft(await graveViolations(page), 'the palette').toEqual([]);
});

test('the palette opens pages, people and actions', async ({ page, portal, admin, drawn }) => {
  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/overview`);
  await page.keyboard.press('Control+k');
  const field = page.getByRole('dialog').getByRole('textbox');
  await field.fill('reten');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/retention$/);

  await page.getByRole('button', { name: /^Search and go to/ }).click();
  await field.fill('drawn');
  await expect(page.getByRole('dialog').getByRole('button', { name: /^Drawn/ })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/people/${drawn.person}`));

  // The key closes a palette that is still on its way out.
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await field.fill('简体');
  await expect(page.getByRole('dialog').getByRole('button', { name: /简体/ })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('link', { name: '概览' })).toBeVisible();
  await page.context().clearCookies({ name: 'workcompanion-locale' });
});
