import { readdir } from 'node:fs/promises';
import { join as joinPath } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import { LOCALE_COOKIE } from '../i18n/locales.ts';
import { graveViolations } from './support/axe.ts';
import { makeDrawnCase } from './support/drawn-case.ts';
import { type DrawnDay, test } from './support/drawn-day.ts';
import {
  type OpenedState,
  openState,
  statesOfCase,
  statesOfPortal,
} from './support/opened-states.ts';
import { useSession } from './support/sign-in.ts';

const PAGES = joinPath(import.meta.dirname, '..', 'app', '(portal)');
/** The page of a recorded person's own account. */
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
  await judgeShown(page, path);
  await judgeOnPhone(page, path);
}

/** Nothing makes the page scroll sideways at the width of a phone, once what is placed by size is placed. */
async function judgeOnPhone(page: Page, path: string): Promise<void> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect
    .configure({ soft: true })
    .poll(() => scrollingSideways(page), { message: `${path}, on a phone` })
    .toEqual([]);
  if (size !== null) await page.setViewportSize(size);
}

/** What scrolls sideways, and what reaches out of it. */
function scrollingSideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const boxes = [document.documentElement, document.querySelector('main')];
    const scrolling = boxes.filter((box) => box !== null && box.scrollWidth > box.clientWidth);
    if (scrolling.length === 0) return [];
    const wide = [...document.querySelectorAll('main *')].filter(
      (element) => element.getBoundingClientRect().right > innerWidth,
    );
    return [...scrolling, ...wide].map((element) => element?.outerHTML.slice(0, 200) ?? '');
  });
}

async function judgeShown(page: Page, name: string): Promise<void> {
  expect.soft(await graveViolations(page), `${name}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  expect.soft(await graveViolations(page, ['color-contrast']), `${name}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

async function judgeOpened(page: Page, url: string, state: OpenedState): Promise<void> {
  await page.goto(url + state.path);
  await openState(page, state);
  // Where a question stands over a drawer, the question.
  await expect(page.getByRole('dialog').last()).toBeVisible();
  await expect(page.getByRole('dialog').locator('.mantine-Skeleton-root')).toHaveCount(0);
  await judgeShown(page, `${state.path}: ${state.press.join(', ')}`);
}

test('no page shuts anybody out, in light and in dark', async ({ page, portal, admin, drawn }) => {
  test.setTimeout(300_000);
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

test('no drawer and no dialog shuts anybody out', async ({ page, portal, admin, drawn }) => {
  test.setTimeout(300_000);
  await admin.askNobodyWhy();
  await useSession(page, portal, admin);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  for (const state of await statesOfPortal(admin, drawn))
    await judgeOpened(page, portal.url, state);
});

test('a case, its dialogs and its outsiders’ page shut nobody out', async ({
  browser,
  page,
  portal,
  admin,
  drawn,
}) => {
  test.setTimeout(300_000);
  const name = 'Dee Decider';
  const account = { name, email: 'dee@example.com', roles: ['compliance'] as const };
  const deciding = await join(admin, portal, account);
  const made = await makeDrawnCase(admin, { drawn, member: name });
  await useSession(page, portal, deciding);
  for (const tab of ['clips', 'packages', 'notes', 'holds', 'members', 'activity']) {
    await judge(page, `${portal.url}/cases/${made.id}?tab=${tab}`);
  }
  await judge(page, `${portal.url}/cases/${made.id}/evidence-packages/${made.made}`);
  for (const state of statesOfCase(made.id)) await judgeOpened(page, portal.url, state);

  const outside = await browser.newContext({ reducedMotion: 'reduce' });
  const stranger = await outside.newPage();
  await stranger.goto(made.share.url);
  await stranger.getByLabel('Passcode').fill(made.share.passcode);
  await judgeShown(stranger, 'the door of a share');
  await stranger.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(stranger.getByTestId('shared-video')).toBeVisible();
  await judgeShown(stranger, 'a share');
  await outside.close();
});

test('Escape closes one thing, and what opened it has the focus again', async ({
  page,
  portal,
  admin,
}) => {
  const team = await admin.post<{ id: string }>('/api/portal/teams', { name: 'Escaped' });
  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/teams?team=${team.id}`);
  const drawer = page.getByRole('dialog', { name: 'Escaped', exact: true });
  await drawer.getByRole('button', { name: 'Delete team' }).click();
  const question = page.getByRole('dialog', { name: 'Delete Escaped?' });
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await page.goto(`${portal.url}/cases`);
  const opener = page.getByRole('button', { name: 'New case' });
  await opener.press('Enter');
  await expect(page.getByRole('dialog').getByLabel('Title')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('Enter ends a dialog, and a search in it that finds nothing does not', async ({
  page,
  portal,
  admin,
}) => {
  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/retention`);
  await page.getByRole('button', { name: 'Propose a rule' }).click();
  const dialog = page.getByRole('dialog', { name: 'Propose a rule' });
  const whom = dialog.getByRole('combobox', { name: 'Applies to' });
  await whom.fill('No such team');
  await whom.press('Enter');
  await expect(dialog.getByRole('button', { name: 'Propose a rule' })).toBeEnabled();
  await page.keyboard.press('Escape');
  await dialog.getByRole('textbox', { name: 'Keep recordings for, days' }).press('Enter');
  await expect(page.getByText('The rule is proposed.')).toBeVisible();
  await expect(dialog).toBeHidden();
});

test('the own recordings shut nobody out', async ({ page, portal, drawn }) => {
  await useSession(page, portal, drawn.own);
  await judge(page, portal.url + OWN);
});

test('every page speaks Chinese', async ({ page, portal, admin, drawn }) => {
  await useSession(page, portal, admin);
  await page.context().addCookies([{ name: LOCALE_COOKIE, value: 'zh-CN', url: portal.url }]);
  for (const path of await pathsFor(drawn)) {
    await page.goto(portal.url + path);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
    // A person's own name heads the pages about them.
    const words = page.locator('main :is(h1, h2, h3, button, [role=tab], p)', {
      hasText: /[\u4e00-\u9fff]{2}/,
    });
    await expect(words.first(), path).toBeVisible();
    const missing = page.getByText(/^(?:[a-z][A-Za-z]+\.){1,3}[a-z][A-Za-z]+$/);
    expect.soft(await missing.allTextContents(), path).toEqual([]);
  }
  await page.context().clearCookies({ name: LOCALE_COOKIE });
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
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/people/${drawn.person}`));

  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await field.fill('drawn yesterday 14:30');
  await expect(
    page.getByRole('dialog').getByRole('button', { name: /^Drawn.*14:30/ }),
  ).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`/people/${drawn.person}/.*t=14:30`));

  // The key closes a palette that is still on its way out.
  await expect(page.getByRole('dialog')).toBeHidden();
  await page.keyboard.press('Control+k');
  await field.fill('简体');
  await expect(page.getByRole('dialog').getByRole('button', { name: /简体/ })).toBeVisible();
  await page.keyboard.press('Enter');
  const rail = page.getByRole('navigation', { name: '主导航' });
  await expect(rail.getByRole('link', { name: '今天' })).toBeVisible();
  await page.context().clearCookies({ name: LOCALE_COOKIE });
});
