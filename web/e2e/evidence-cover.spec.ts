import { execFile } from 'node:child_process';
import { openAsBlob } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from '@playwright/test';
import { Manifest } from '@workcompanion/core/evidence/manifest';
import { openPackage } from '@workcompanion/core/evidence/open-package';
import type { PackageReader } from '@workcompanion/core/evidence/package-reader';
import { CASE_ROUTES } from '../contract/cases.ts';
import { graveViolations } from './support/axe.ts';
import { FRAME_HEIGHT, FRAME_WIDTH } from './support/drawn/draw-frame.ts';
import { test } from './support/drawn-day.ts';
import { useSession } from './support/sign-in.ts';
import { storeDrawnText } from './support/store-drawn-text.ts';

const SECOND = 1_000_000;
const DISPLAY = 'MONITOR-1';
const PACKED_WITHIN_MS = 120_000;

test('text is covered wherever it was found, once each place was looked at', async ({
  page,
  portal,
  admin,
  drawn,
  scratch,
}) => {
  test.setTimeout(240_000);
  const from = drawn.morning * 1000;
  const line = (text: string, y: number, first: number, last: number) => ({
    text,
    box: { x: FRAME_WIDTH * 0.3, y, width: FRAME_WIDTH * 0.4, height: FRAME_HEIGHT * 0.04 },
    from: from + first * SECOND,
    to: from + last * SECOND,
  });
  await storeDrawnText(portal, {
    device: drawn.device.id,
    display: DISPLAY,
    from,
    lines: [
      line('Card 4111 1111 1111 1111', FRAME_HEIGHT * 0.45, 20, 24),
      line('Card number of the customer', FRAME_HEIGHT * 0.6, 20, 24),
    ],
  });
  const post = <T>(path: string, body: object): Promise<T> => admin.post<T>(path, body);
  const { id } = await post<{ id: string }>(CASE_ROUTES.makeCase.path, {
    title: 'Cards',
    description: '',
  });
  await post(CASE_ROUTES.makeClip.path, {
    case: id,
    person: drawn.person,
    title: 'At the till',
    from,
    to: from + 40 * SECOND,
    displays: [{ device: drawn.device.id, display: DISPLAY }],
  });
  await admin.askNobodyWhy();
  await useSession(page, portal, admin);
  await page.goto(`${portal.url}/cases/${id}?tab=clips`);
  await page.getByRole('button', { name: 'Make a package…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('In your words').fill('Court order 12 O 345/26');
  await dialog.getByRole('button', { name: 'Cover text' }).click();
  await dialog.getByRole('textbox', { name: 'Text that must not be seen' }).fill('card');
  await dialog.getByRole('textbox', { name: 'Text that must not be seen' }).press('Enter');
  const found = dialog.getByRole('list', { name: 'Where it was found' });
  await expect(found.getByRole('listitem')).toHaveCount(2);
  await found.getByRole('checkbox', { name: /Card number of the customer/ }).uncheck();
  const unread = dialog.getByRole('checkbox', { name: /I know that/ });
  if (await unread.isVisible()) await unread.check();
  await dialog.getByRole('textbox', { name: 'Reason' }).last().fill('Number of a payment card');
  expect(await graveViolations(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cover 1 line' }).click();
  await expect(dialog).toContainText('1 place filled with black');
  await dialog.getByRole('button', { name: 'Make the package' }).click();
  const made = page.getByTestId('package');
  await expect(made).toHaveAttribute('data-state', 'made', { timeout: PACKED_WITHIN_MS });
  await expect(made).toContainText('1 region blurred or covered');

  const downloading = page.waitForEvent('download');
  await made.getByRole('link', { name: 'Download' }).click();
  const zip = join(scratch, 'covered.zip');
  await (await downloading).saveAs(zip);
  const opened = await openPackage(await openAsBlob(zip), null);
  if (!opened.ok) throw new Error(opened.problem);
  const { reader } = opened;
  const manifest = Manifest.parse(JSON.parse((await fileOf(reader, 'manifest.json')).toString()));
  const times = manifest.segments.map(({ start, absent }) => [(start - from) / SECOND, absent]);
  // The recordings of what is covered, and of the readings beside it, are left out: 14 to 30 s.
  expect(times).toEqual([
    [0, null],
    [10, 'withheld'],
    [20, 'withheld'],
    [30, null],
  ]);
  const film = join(scratch, 'covered.mp4');
  await writeFile(film, await fileOf(reader, manifest.videos[0]?.path ?? ''));
  const dark = await contrastOf(film, 22, { x: 0.35, y: 0.46, width: 0.3, height: 0.02 });
  const open = await contrastOf(film, 2, { x: 0.35, y: 0.46, width: 0.3, height: 0.02 });
  expect(dark).toBeLessThan(6);
  expect(open).toBeGreaterThan(60);
});

async function fileOf(reader: PackageReader, path: string): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of reader.stream(path)) pieces.push(piece);
  return Buffer.concat(pieces);
}

interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much the pixels of a region differ, at so many seconds of a film with a bar below the picture. */
async function contrastOf(film: string, seconds: number, region: Region): Promise<number> {
  const { x, y, width, height } = region;
  const crop = `crop=iw*${width}:ih*${height}:iw*${x}:ih*${y}`;
  const args = ['-v', 'error', '-ss', String(seconds), '-i', film, '-frames:v', '1'];
  const { stdout } = await promisify(execFile)(
    'ffmpeg',
    [...args, '-vf', `${crop},format=gray`, '-f', 'rawvideo', '-'],
    { encoding: 'buffer' },
  );
  return Math.max(...stdout) - Math.min(...stdout);
}
