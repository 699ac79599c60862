import { randomBytes } from 'node:crypto';
import { open, readdir, rm, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkSegment } from '../testing/check-segments.ts';
import { holesOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import type { PortalState } from '../testing/portal-state.ts';
import { RecorderProcess, runCli } from '../testing/recorder-process.ts';
import { tempFolder } from '../testing/temp-folder.ts';
import { TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';

async function setUp() {
  const folder = await tempFolder();
  const portal = await TestPortal.start();
  const screen = await TestScreen.start();
  onTestFinished(async () => {
    await portal.offline();
    await screen.stop();
  });
  return { folder, portal, screen, state: portal.state };
}

async function flip(path: string, from: number, bytes: number): Promise<void> {
  const file = await open(path, 'r+');
  await file.write(randomBytes(bytes), 0, bytes, from);
  await file.close();
}

async function filesIn(folder: string, suffix: string): Promise<string[]> {
  const names = await readdir(join(folder, 'segments'));
  return names.filter((name) => name.endsWith(suffix));
}

function isHeld(state: PortalState, name: string): boolean {
  return [...state.segments.keys()].some((id) => name.startsWith(id));
}

/** And not that this is still to be seen. */
const ALL_UPLOADED = /(?<!not )everything uploaded/;

const DAMAGES: Record<string, (journal: string) => Promise<void>> = {
  cut: async (journal) => {
    await truncate(`${journal}-wal`, 0);
    await truncate(journal, 2_000);
  },
  'spoilt in its pages': async (journal) => {
    await truncate(`${journal}-wal`, 0);
    for (let page = 2; page < 20; page += 3) await flip(journal, page * 4_096, 4_096);
  },
  gone: async (journal) => {
    for (const suffix of ['', '-wal', '-shm']) await rm(`${journal}${suffix}`, { force: true });
  },
  emptied: async (journal) => {
    for (const suffix of ['', '-wal']) await truncate(`${journal}${suffix}`, 0);
  },
  'spoilt in its log': (journal) => flip(`${journal}-wal`, 40_000, 8),
};

describe.skipIf(!hasPrograms('Xvfb', 'xrandr', 'ffmpeg'))(
  'a recorder whose journal is damaged',
  () => {
    test.each(Object.keys(DAMAGES))(
      'records on within seconds when it is %s, loses no footage, and says so',
      async (kind) => {
        const { folder, portal, screen, state } = await setUp();
        const run = () => RecorderProcess.start({ folder, portal, screen });
        const first = run();
        await until('footage at the portal', () => state.segments.size >= 2);
        await portal.offline();
        // What was receipted stays for a while too, and tells nothing.
        const unsent = async () =>
          (await filesIn(folder, '.ts')).filter((name) => !isHeld(state, name));
        await until('footage that waits', async () => (await unsent()).length >= 2);
        await first.kill();
        const waiting = await unsent();
        await DAMAGES[kind]?.(join(folder, 'journal.db'));

        const started = Date.now();
        const second = run();
        const parts = new Set(await filesIn(folder, '.part'));
        await until('new footage', async () =>
          (await filesIn(folder, '.part')).some((name) => !parts.has(name)),
        );
        console.info(`${kind}: records again after ${Date.now() - started} ms`);
        const status = async () => (await runCli(['status', '--data', folder])).output;
        expect(await status()).toContain('the journal was damaged');
        expect(await status()).not.toMatch(ALL_UPLOADED);
        await portal.online();
        await until('all that waited', () => waiting.every((name) => isHeld(state, name)));
        await until('the word of it', () => state.entries('journal-damaged').length === 1);
        await until('the word that all is there', async () => ALL_UPLOADED.test(await status()));
        await second.stop();
        expect(second.exitCode).toBe(0);

        const { next, end } = state.reach();
        expect(next).toBe(end);
        for (const segment of state.segments.values()) await checkSegment(state, segment);
        expect(holesOf(state)).toEqual([]);
        const [publicKey] = state.devices.values();
        const all = [...state.journal].sort(([a], [b]) => a - b).map(([, jws]) => jws);
        if (publicKey === undefined) throw new Error('no device is enrolled');
        expect(await verifyChain(all, publicKey)).toMatchObject({ ok: true });
        expect(state.entries('journal-damaged')).toHaveLength(1);
      },
      180_000,
    );
  },
);
