import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from '@playwright/test';
import { generateSigningKeyPair, keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { writeSearchReport } from '@workcompanion/core/evidence/search-report/write-search-report';
import { draftPackage, prepareScene } from '@workcompanion/core/evidence/testing/package-draft';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';
import { searchReport } from '@workcompanion/core/evidence/testing/search-report';
import { unzip, zipAgain } from '@workcompanion/core/evidence/testing/zip-entries';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensureVerifyPage } from './ensure-verify-page.ts';

const FLAGS = ['--no-sandbox', '--disable-background-networking', '--no-first-run'];
const PATIENCE = { timeout: 60_000 };
const CONSISTENT = 'Consistent in itself; where it comes from is not established';

let folder: string;
let browser: Browser;
let page: Page;
let address: string;
let prepared: Awaited<ReturnType<typeof prepareScene>>;
/** What the page asked for that is neither itself nor its own memory. */
let requests: string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'verify-page-'));
  address = pathToFileURL(await ensureVerifyPage()).href;
  prepared = await prepareScene();
  browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
}, 120_000);
afterAll(async () => {
  await browser.close();
  await rm(folder, { recursive: true });
});

beforeEach(async () => {
  page = await browser.newPage({ locale: 'en-US' });
  requests = [];
  page.on('request', (request) => {
    if (request.url() !== address && !request.url().startsWith('blob:')) {
      requests.push(request.url());
    }
  });
  await page.goto(address);
});
afterEach(() => page.close());

async function choose(zip: Uint8Array): Promise<void> {
  const file = join(folder, 'package.zip');
  await writeFile(file, zip);
  await page.setInputFiles('.drop input[type=file]', file);
}

/** As when somebody drags a file from the desktop. */
async function drop(text: string): Promise<void> {
  const data = await page.evaluateHandle(`(() => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([${JSON.stringify(text)}], 'trust.json'));
    return transfer;
  })()`);
  await page.dispatchEvent('main', 'drop', { dataTransfer: data });
}

async function verdict(): Promise<{ title: string; codes: (string | null)[] }> {
  await page.waitForSelector('.verdict', PATIENCE);
  const title = (await page.textContent('.verdict h1')) ?? '';
  const rows = await page.locator('.findings .broken, .findings .unproven').all();
  const codes = await Promise.all(rows.map((row) => row.getAttribute('data-code')));
  return { title, codes: [...new Set(codes)] };
}

describe('verify.html, opened from the disk', { timeout: 120_000 }, () => {
  it('finds a true package proven once its key is known, and plays it without a network', async () => {
    await choose(await sealDraft(await draftPackage(prepared.scene, prepared.server)));
    expect(await verdict()).toEqual({ title: CONSISTENT, codes: [] });
    await page.fill('#fingerprint', await keyThumbprint(prepared.server.publicKey));
    await page.click('text=Check with it');
    await expect.poll(async () => (await verdict()).title, PATIENCE).toBe('Proven');
    const clock = page.locator('.clock');
    await expect.poll(() => clock.textContent(), PATIENCE).toBe('2026-11-23 23:59:51 GMT+8');
    await page
      .locator('.lane')
      .first()
      .click({ position: { x: 5, y: 10 } });
    await page.click('.play');
    await expect
      .poll(() => page.evaluate<number>("document.querySelector('video').currentTime"), PATIENCE)
      .toBeGreaterThan(1.5);
    expect(requests).toEqual([]);
  });

  it('takes a trust file by drag and drop, before the package or after it', async () => {
    const key = await keyThumbprint(prepared.server.publicKey);
    await drop(JSON.stringify({ kind: 'workcompanion-trust', v: 1, serverKeys: [key] }));
    await page.waitForSelector(`text=Server key ${key}`, PATIENCE);
    await choose(await sealDraft(await draftPackage(prepared.scene, prepared.server)));
    expect((await verdict()).title).toBe('Proven');
    const other = await keyThumbprint((await generateSigningKeyPair()).publicKey);
    await page.reload();
    await choose(await sealDraft(await draftPackage(prepared.scene, prepared.server)));
    await verdict();
    await drop(JSON.stringify({ kind: 'workcompanion-trust', v: 1, serverKeys: [other] }));
    await expect.poll(async () => (await verdict()).codes, PATIENCE).toEqual(['server-key-other']);
  });

  it('says of a search report what was looked at, and whose word it is', async () => {
    const { zip } = await writeSearchReport(searchReport(), prepared.server);
    await choose(zip);
    await page.waitForSelector('.verdict', PATIENCE);
    expect(await page.textContent('.verdict h1')).toBe(CONSISTENT);
    expect(await page.textContent('.answer')).toContain('The words were not found in what was');
    expect(await page.locator('.report td').allTextContents()).toContain('3:00:00');
    await page.fill('#fingerprint', await keyThumbprint(prepared.server.publicKey));
    await page.click('text=Check with it');
    const title = page.locator('.verdict h1');
    await expect.poll(() => title.textContent(), PATIENCE).toBe('Proven');
    await page.click('text=中文');
    await expect.poll(() => page.textContent('.report h2')).toBe('屏幕录像搜索报告');
    const changed = await unzip(zip);
    const [, json] = changed.find(([path]) => path === 'report.json') ?? [];
    if (json) json[200] = (json[200] ?? 0) ^ 1;
    await page.reload();
    await choose(await zipAgain(changed));
    await expect.poll(() => title.textContent(), PATIENCE).toBe('Broken');
    expect(await page.textContent('main')).toContain(
      'report.json was changed after it was signed.',
    );
    expect(requests).toEqual([]);
  });

  it('names the file that was changed', async () => {
    const zip = await sealDraft(await draftPackage(prepared.scene, prepared.server));
    const entries = await unzip(zip);
    const [, bytes] = entries[0] ?? [];
    if (bytes) bytes[200] = (bytes[200] ?? 0) ^ 1;
    await choose(await zipAgain(entries));
    expect(await verdict()).toEqual({ title: 'Broken', codes: ['file-changed'] });
    expect(await page.textContent('.findings .broken .place')).toBe(entries[0]?.[0]);
  });

  it('is not deceived by a server that signs all anew', async () => {
    const forger = await generateSigningKeyPair();
    await choose(await sealDraft(await draftPackage(prepared.scene, forger)));
    expect(await verdict()).toEqual({
      title: 'Broken',
      codes: ['seen-other-key'],
    });
  });

  it('says what is not proven, in the language that is chosen', async () => {
    const draft = await draftPackage(prepared.scene, prepared.server);
    draft.checkpoints = { checkpoints: [], history: [], proofs: [], timestamps: [] };
    await choose(await sealDraft(draft));
    expect((await verdict()).codes).toEqual([
      'statements-uncommitted',
      'seen-checkpoint-gone',
      'custody-uncommitted',
    ]);
    await page.click('text=中文');
    expect((await verdict()).title).toBe('未能完全证实');
  });

  it('asks for the password of an encrypted package', async () => {
    const draft = await draftPackage(prepared.scene, prepared.server);
    await choose(await sealDraft(draft, 'sesame'));
    await page.fill('input[type=password]', 'open', PATIENCE);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.locked .alert', PATIENCE);
    await page.fill('input[type=password]', 'sesame');
    await page.keyboard.press('Enter');
    expect(await verdict()).toEqual({ title: CONSISTENT, codes: [] });
  });

  it('says so of a file that is no package', async () => {
    await choose(Buffer.from('no zip at all'));
    await page.waitForSelector('.alert', PATIENCE);
  });
});
