import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { readPortalRun } from '../scripts/portal-run-file.ts';
import { PASSWORD } from '../scripts/processes/join.ts';
import { PortalClient } from '../scripts/processes/portal-client.ts';
import { CASE_ROUTES } from '../web/contract/cases.ts';
import { PEOPLE_ROUTES } from '../web/contract/people.ts';
import { WATCHING_ROUTES } from '../web/contract/watching.ts';
import { ACCOUNTS } from './company/cast.ts';
import { planDay } from './company/plan-day.ts';

/**
 * `npm run images`: draws the pictures of `docs/images` anew, of the demo's company, which must run
 * (`npm run demo -- --company`).
 */
const IMAGES = join(import.meta.dirname, '..', 'docs', 'images');
const DAY_MS = 86_400_000;
const SIZE = { width: 1440, height: 900 } as const;

const dataDir = process.env['DATA_DIR'] ?? join(import.meta.dirname, '..', 'data');
const run = await readPortalRun(join(dataDir, 'demo-company'));
if (run === null) {
  console.error('The company does not run. Start it with `npm run demo -- --company`.');
  process.exit(1);
}
const { url } = run;
const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const service = await signIn(ACCOUNTS.service.email);
  const [jonas] = (
    await service.get<{ items: { id: string }[] }>(`${PEOPLE_ROUTES.listPeople.path}?q=Jonas`)
  ).items;
  await service.post(WATCHING_ROUTES.declarePurpose.path, {
    person: jonas?.id,
    reason: 'training',
    note: 'How new colleagues answer complaints',
    undisclosedDays: null,
  });
  await draw(browser, {
    client: service,
    path: `/people/${jonas?.id}/${lastWorkday('jonas.weber')}?t=10:27:00`,
    name: 'day-view',
  });
  const compliance = await signIn(ACCOUNTS.compliance.email);
  const [first] = (await compliance.get<{ items: { id: string }[] }>(CASE_ROUTES.listCases.path))
    .items;
  await draw(browser, { client: compliance, path: `/cases/${first?.id}`, name: 'case' });
  await draw(browser, {
    client: await signIn(ACCOUNTS.employee.email),
    path: '/me',
    name: 'my-recordings',
  });
  await draw(browser, { client: await signIn(ACCOUNTS.admin.email), path: '/', name: 'overview' });
} finally {
  await browser.close();
}

/** Yesterday, or the last day before it on which they worked. */
function lastWorkday(login: string): string {
  for (let back = 1; ; back += 1) {
    const date = new Intl.DateTimeFormat('sv-SE').format(Date.now() - back * DAY_MS);
    if (planDay(login, date).length > 0) return date;
  }
}

async function signIn(email: string): Promise<PortalClient> {
  const client = new PortalClient(url);
  await client.signIn({ email, password: PASSWORD });
  return client;
}

interface Image {
  readonly client: PortalClient;
  readonly path: string;
  readonly name: string;
}

async function draw(browser: Browser, { client, path, name }: Image): Promise<void> {
  const context = await browser.newContext({ viewport: SIZE, reducedMotion: 'reduce' });
  await context.addCookies(
    client.cookieHeader.split('; ').map((pair) => {
      const at = pair.indexOf('=');
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
    }),
  );
  const page = await context.newPage();
  await page.goto(url + path, { waitUntil: 'networkidle' });
  await page.locator('main .mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
  await context.close();
}
