import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import type { Policy } from '@workcompanion/core/protocol/policy';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { FFMPEG } from '../../installer/stage-app.ts';
import { buildMsi, MSI_PROGRAMS } from '../testing/build-msi.ts';
import { checkSegment, plainOf } from '../testing/check-segments.ts';
import { gapsOf, holesOf, storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { InstalledRecorder } from '../testing/installed-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { TEST_TOKEN, TestPortal } from '../testing/test-portal.ts';
import { until } from '../testing/until.ts';
import { whitePixelRatios } from '../testing/white-pixel-ratios.ts';
import { WindowsMachine } from '../testing/windows-machine.ts';

const DATA = 'C:/users/root/AppData/Local/WorkCompanion';
const SERVER = 'SERVER_URL=https://portal.example';
/** One for whatever wine does on a busy machine. */
const MINUTE = 60_000;

const hasFfmpeg = existsSync(FFMPEG);
if (!hasFfmpeg) console.warn('skipped: no ffmpeg.exe; recorder/installer/build-ffmpeg.sh makes it');

describe.skipIf(!hasFfmpeg || !hasPrograms(...MSI_PROGRAMS, 'Xvfb'))(
  'the installed recorder',
  () => {
    let machine: WindowsMachine;
    let msi: string;

    beforeAll(async () => {
      machine = await WindowsMachine.create();
      msi = await machine.take(await buildMsi('1.2.5'));
      expect(await machine.msiexec('/i', msi, SERVER)).toBe(0);
    }, 15 * MINUTE);

    afterAll(() => machine?.stop());

    /** A recorder that keeps its data apart, and a portal for it. */
    const setUp = async (data: string, excluded?: Policy['excluded']) => {
      const portal = await TestPortal.start();
      onTestFinished(() => portal.offline());
      const { state } = portal;
      if (excluded !== undefined) state.policy = testPolicy({ excluded });
      const recorder = new InstalledRecorder(machine.wine, data);
      return {
        portal,
        state,
        recorder,
        record: () => recorder.start({ server: portal.url, token: TEST_TOKEN }),
        segments: (count: number) =>
          until(`${count} segments`, () => state.segments.size >= count, 4 * MINUTE),
        finish: async () => {
          await recorder.stop();
          const last = () => state.entries('gap').at(-1)?.cause;
          await until('the end', () => last() === 'stopped', 4 * MINUTE);
          const [publicKey] = state.devices.values();
          if (publicKey === undefined) throw new Error('no device is enrolled');
          expect(state.devices.size).toBe(1);
          expect(await verifyChain(state.chain(), publicKey)).toMatchObject({ ok: true });
          for (const segment of state.segments.values()) await checkSegment(state, segment);
        },
      };
    };
    const end = (program: string) => machine.wine.run('taskkill', '/F', '/IM', program);

    test(
      'enrols, records the desktop and uploads, also over a kill',
      async () => {
        const { state, recorder, record, segments, finish } = await setUp('C:\\data');
        await record();
        await segments(2);
        await recorder.kill();
        const before = state.segments.size;
        await record();
        await segments(before + 2);
        await finish();
        const [started] = state.entries('recording-started');
        expect(started?.geometry).toMatchObject({ width: 800, height: 600 });
        // Why it is what is left: wine has no graphics chip, and duplicates no desktop.
        expect(started).toMatchObject({
          grabber: 'gdigrab',
          encoder: expect.stringContaining('libx264'),
        });
        expect(started?.passedOver?.map(({ what }) => what)).toEqual([
          ...['ddagrab', 'h264_qsv', 'h264_nvenc', 'h264_amf', 'h264_mf'],
        ]);
        // Quick Sync is in our build: it is the chip that is missing.
        const [, quickSync] = started?.passedOver ?? [];
        expect(quickSync?.why).not.toContain('not in this build');
        expect(holesOf(state)).toEqual([]);
        expect(storyOf(state, 'desktop')).toBe('span killed span stopped');
      },
      12 * MINUTE,
    );

    test(
      'keeps an excluded program out, by what Windows tells of the desktop',
      async () => {
        const { state, record, segments, finish } = await setUp('C:\\excluding', {
          programs: ['notepad'],
          titles: [],
          how: 'pause-display',
        });
        await record();
        const gap = () =>
          gapsOf([...state.statements.values()]).find(({ cause }) => cause === 'excluded-app');
        await segments(1);
        machine.wine.start(['notepad']);
        await until('the gap', gap, 4 * MINUTE);
        await end('notepad.exe');
        await until('its end', () => gap()?.to, 4 * MINUTE);
        await segments(state.segments.size + 1);
        await finish();
        expect(storyOf(state, 'desktop')).toBe('span excluded-app span stopped');
      },
      12 * MINUTE,
    );

    test(
      'paints an excluded window over, also when another one has the focus',
      async () => {
        const { state, record, segments, finish } = await setUp('C:\\painting', {
          programs: [],
          titles: ['notepad'],
          how: 'paint-out',
        });
        await record();
        await segments(1);
        machine.wine.start(['notepad']);
        const masks = () =>
          state.entries('recording-started').flatMap(({ covered }) => covered ?? []);
        await until('the mask', () => masks().length > 0, 4 * MINUTE);
        machine.wine.start(['wineconsole', 'cmd']);
        await segments(state.segments.size + 3);
        for (const program of ['notepad.exe', 'cmd.exe']) await end(program);
        // One may be on its way from before; so the recording has gone on.
        await segments(state.segments.size + 2);
        await finish();
        const white: number[] = [];
        for (const stored of state.segments.values())
          white.push(...(await whitePixelRatios(await plainOf(state, stored))));
        // Half of the desktop would be white; so little is the mouse, and the console's words.
        expect(Math.max(...white)).toBeLessThan(0.03);
        expect(storyOf(state, 'desktop')).toMatch(/^span( excluded-app span)+ stopped$/);
      },
      12 * MINUTE,
    );

    test(
      'leaves what waits to be uploaded at its removal, and a new installation uploads it',
      async () => {
        const { portal, state, record, segments, finish } = await setUp(DATA);
        const busy = { status: 503, code: 'unavailable', retryable: true } as const;
        portal.faults.add('segment', { kind: 'refusal', ...busy }, { times: 1_000_000 });
        const queued = async () => {
          const names = await readdir(machine.wine.path(`${DATA}/segments`)).catch(() => []);
          return names.filter((name) => name.endsWith('.ts'));
        };
        await record();
        await until('a queue', async () => (await queued()).length >= 3, 4 * MINUTE);
        expect(await machine.msiexec('/x', msi)).toBe(0);
        expect(await machine.isThere('C:/Program Files/WorkCompanion Recorder')).toBe(false);
        const kept = await queued();
        expect(kept.length).toBeGreaterThanOrEqual(3);
        expect(state.segments.size).toBe(0);

        portal.faults.clear();
        expect(await machine.msiexec('/i', msi, SERVER)).toBe(0);
        await record();
        const isStored = (name: string) =>
          [...state.segments.values()].some(({ statement }) => name === `${statement.segment}.ts`);
        await until('the queue', () => kept.every(isStored), 4 * MINUTE);
        await segments(state.segments.size + 2);
        await finish();
        expect(storyOf(state, 'desktop')).toBe('span killed span stopped');
      },
      12 * MINUTE,
    );
  },
);
