import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test';
import { connect } from '@workcompanion/db/client';
import { join } from '../scripts/processes/join.ts';
import { enrolDrawn } from '../web/e2e/support/drawn/enrol-drawn.ts';
import { recordDrawn } from '../web/e2e/support/drawn/record-drawn.ts';
import { type BenchPortal, startBenchPortal } from './lib/bench-portal.ts';
import { fillPeople } from './lib/fill-people.ts';
import { printTable, quantile } from './lib/stats.ts';

const COMPUTERS = 10_000;
const ROUNDS = 7;
const PAGES = ['/overview', '/people', '/devices', '/cases', '/inbox'] as const;
const AUDITOR = { name: 'Otto Auditor', email: 'otto@example.com', roles: ['auditor'] } as const;
const NAME = 'Drawn Bench';
const MINUTE_MS = 60_000;

/** Who is signed in where. */
type Visitor = Pick<BenchPortal, 'url' | 'client'>;

/** How soon a page is there, and a person's first picture, in a real browser. */
export async function benchFirstFrame(): Promise<void> {
  const portal = await startBenchPortal();
  const database = connect(portal.databaseUrl);
  const browser = await launch();
  try {
    await fillPeople(database.db, COMPUTERS);
    const drawn = await enrolDrawn(portal.client, portal, { userName: NAME, timeZone: 'UTC' });
    await recordToday(drawn.device);
    console.log(`${COMPUTERS} computers; median of ${ROUNDS}, at most:`);
    const rows: string[][] = [];
    for (const path of PAGES)
      rows.push(...paintRows(path, await timePaints(browser, portal, path)));
    const { fresh, warm, scriptKb } = await timeClicks(browser, portal);
    rows.push(row('click to first picture, fresh browser', fresh));
    rows.push(row('the same, once more', warm));
    // An administrator may not read it. Last: with a second account, each needs its second factor.
    const auditor = await join(portal.client, portal, AUDITOR);
    const visit = { url: portal.url, client: auditor };
    rows.push(...paintRows('/audit', await timePaints(browser, visit, '/audit')));
    printTable(['', 'ms', 'at most'], rows);
    console.log(
      `JavaScript from the list of people to the first picture: ${scriptKb.toFixed(0)} kB`,
    );
  } finally {
    await browser.close();
    await database.close();
    await portal.stop();
  }
}

function row(name: string, times: readonly number[]): string[] {
  return [name, quantile([...times], 0.5).toFixed(0), Math.max(...times).toFixed(0)];
}

function paintRows(path: string, { first, content }: Paints): string[][] {
  return [row(`FCP of ${path}`, first), row('  its content', content)];
}

function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--no-first-run'],
  });
}

/** Two displays until now, so that the list leads to a day with footage. */
async function recordToday(device: Parameters<typeof recordDrawn>[0]): Promise<void> {
  const startMs = Date.now() - 2 * MINUTE_MS;
  for (const display of ['MONITOR-1', 'MONITOR-2']) {
    const about = { display, startMs, seconds: 60, segmentSeconds: 10 };
    await recordDrawn(device, { ...about, isBusy: () => true });
  }
}

/** A browser that was never here, signed in. */
async function freshContext(browser: Browser, { url, client }: Visitor): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const cookies = client.cookieHeader.split('; ').map((pair) => {
    const at = pair.indexOf('=');
    return { name: pair.slice(0, at), value: pair.slice(at + 1), url };
  });
  await context.addCookies(cookies);
  return context;
}

interface Paints {
  readonly first: number[];
  /** The first frame in which no skeleton stands for anything. */
  readonly content: number[];
}

async function timePaints(browser: Browser, visitor: Visitor, path: string): Promise<Paints> {
  const paints: Paints = { first: [], content: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await freshContext(browser, visitor);
    const page = await context.newPage();
    await page.addInitScript(WATCH_FOR_CONTENT);
    await page.goto(visitor.url + path, { waitUntil: 'load' });
    paints.first.push(Number(await page.evaluate(timeOf('first-contentful-paint'))));
    paints.content.push(Number(await page.evaluate(timeOf('content'))));
    await context.close();
  }
  return paints;
}

/** In the page; benches are checked without what only browsers have. */
const WATCH_FOR_CONTENT = `(function look() {
  const main = document.querySelector('main');
  // All of it has been parsed: scripts come behind it.
  const isWhole = main !== null &&
    (document.readyState !== 'loading' || !document.body.lastElementChild.contains(main));
  const isThere = isWhole && main.textContent !== '' && main.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null;
  if (isThere) performance.mark('content');
  else requestAnimationFrame(look);
})()`;

function timeOf(name: string): string {
  return `(async () => {
    for (;;) {
      const [entry] = performance.getEntriesByName('${name}');
      if (entry !== undefined) return entry.startTime;
      await new Promise(requestAnimationFrame);
    }
  })()`;
}

interface Clicks {
  readonly fresh: number[];
  readonly warm: number[];
  /** That the last fresh browser fetched, as it came over the wire. */
  readonly scriptKb: number;
}

async function timeClicks(browser: Browser, portal: BenchPortal): Promise<Clicks> {
  const fresh: number[] = [];
  const warm: number[] = [];
  let scriptKb = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await freshContext(browser, portal);
    const page = await context.newPage();
    fresh.push(await timeClick(page, portal));
    scriptKb = Number(await page.evaluate(SCRIPT_BYTES)) / 1000;
    warm.push(await timeClick(page, portal));
    await context.close();
  }
  return { fresh, warm, scriptKb };
}

/** From the press on a person in the list until a picture of theirs is on the screen. */
async function timeClick(page: Page, portal: BenchPortal): Promise<number> {
  await page.goto(`${portal.url}/people?q=${encodeURIComponent(NAME)}`);
  const link = page.getByRole('link', { name: new RegExp(NAME) }).first();
  await link.waitFor();
  await page.waitForLoadState('networkidle');
  // Nobody presses what they have not pointed at for a moment.
  await link.hover();
  await page.waitForTimeout(150);
  await page.evaluate(WATCH_FOR_PICTURE);
  await link.click();
  return Number(await page.evaluate(SINCE_PRESSED));
}

const WATCH_FOR_PICTURE = `
  addEventListener('pointerdown', () => performance.mark('pressed'), { capture: true });
  (function look() {
    const clock = document.querySelector('[data-testid=wall-clock]');
    if (clock?.dataset.micros === undefined) requestAnimationFrame(look);
    else performance.mark('pictured');
  })();`;

/** The policy of the page's content forbids what Playwright's own waiting evaluates. */
const SINCE_PRESSED = `(async () => {
  for (;;) {
    const [pictured] = performance.getEntriesByName('pictured');
    const pressed = performance.getEntriesByName('pressed').at(-1);
    if (pictured !== undefined) return pictured.startTime - pressed.startTime;
    await new Promise(requestAnimationFrame);
  }
})()`;

/** As they came over the wire. */
const SCRIPT_BYTES = `performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('.js'))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;
