import { expect, type Page } from '@playwright/test';
import { join } from '../../scripts/processes/join.ts';
import { CASE_ROUTES } from '../contract/cases.ts';
import { ZONE_COOKIE } from '../i18n/locales.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';

const ZONE = 'Asia/Shanghai';
const CASE = 'Said in the first HTML';
const FIA = {
  name: 'Fia First',
  email: 'fia.first@example.com',
  roles: ['admin', 'manager', 'compliance', 'auditor'],
} as const;

interface FirstHtml {
  readonly path: string;
  /** What of its data stands there without any script. */
  readonly says: string;
  /** What it must not ask for, once it is alive. */
  readonly asks: RegExp;
}

const pagesOf = (person: string): readonly FirstHtml[] => [
  { path: '/overview', says: CASE, asks: /\/portal\/(overview|home\/casework)$/ },
  { path: '/people', says: person, asks: /\/portal\/people\?/ },
  { path: '/devices', says: person, asks: /\/portal\/devices\?/ },
  { path: '/cases', says: CASE, asks: /\/portal\/cases\?/ },
  { path: '/inbox', says: 'By e-mail too', asks: /\/portal\/inbox(\?|$|\/mail)/ },
  { path: '/audit', says: CASE, asks: /\/portal\/audit\?/ },
];

/** What the page itself reports; text that the server rendered otherwise is reported, too. */
function failuresOf(page: Page): string[] {
  const failures: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') failures.push(message.text());
  });
  page.on('pageerror', (error) => failures.push(String(error)));
  return failures;
}

function requestsOf(page: Page): string[] {
  const asked: string[] = [];
  page.on('request', (request) => {
    const { pathname, search } = new URL(request.url());
    asked.push(pathname + search);
  });
  return asked;
}

const firstTimeOf = (page: Page) =>
  page.locator('main tbody tr', { hasText: CASE }).first().locator('td').first();

test.use({ timezoneId: ZONE });

test('the first HTML says what a page shows, and the browser asks for none of it again', async ({
  browser,
  page,
  portal,
  admin,
  drawn,
}) => {
  const client = await join(admin, portal, FIA);
  await client.post(CASE_ROUTES.makeCase.path, { title: CASE, description: '' });
  await useSession(page, portal, client);
  const still = await browser.newPage({ javaScriptEnabled: false });
  await useSession(still, portal, client);
  await still.context().addCookies([{ name: ZONE_COOKIE, value: ZONE, url: portal.url }]);
  const failures = failuresOf(page);
  const asked = requestsOf(page);
  for (const { path, says, asks } of pagesOf(drawn.name)) {
    await still.goto(portal.url + path);
    await expect(still.locator('main'), path).toContainText(says);
    // What is older than two seconds is asked for again: a busy machine has another try.
    await expect(async () => {
      asked.length = 0;
      await page.goto(portal.url + path);
      await expect(page.locator('main')).toContainText(says);
      await page.waitForLoadState('networkidle');
      expect(asked.filter((each) => asks.test(each))).toEqual([]);
    }, path).toPass({ timeout: 30_000 });
    expect({ path, failures }).toEqual({ path, failures: [] });
  }
  // Also times are those of the browser's own zone, which it told at its first visit.
  const { cookies } = await page.context().storageState();
  expect(cookies.find(({ name }) => name === ZONE_COOKIE)?.value).toBe(ZONE);
  const time = await firstTimeOf(page).textContent();
  expect(time).toMatch(/\d\d:\d\d/);
  await expect(firstTimeOf(still)).toHaveText(time ?? '');
  await still.context().close();
});

test('a day comes with its page, and nothing that could be pressed before it is alive', async ({
  browser,
  page,
  portal,
  admin,
  drawn,
}) => {
  const path = `/people/${drawn.person}/${drawn.date}`;
  const still = await browser.newPage({ javaScriptEnabled: false });
  await useSession(still, portal, admin);
  await still.goto(portal.url + path);
  await expect(still.locator('main [aria-busy=true]')).toBeVisible();
  await expect(still.locator('main').getByRole('button')).toHaveCount(0);
  await still.context().close();

  await useSession(page, portal, admin);
  const failures = failuresOf(page);
  const asked = requestsOf(page);
  await expect(async () => {
    asked.length = 0;
    await page.goto(portal.url + path);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    expect(asked.filter((each) => /\/days\/[\d-]+$/.test(each))).toEqual([]);
  }).toPass({ timeout: 30_000 });
  expect(failures).toEqual([]);
});
