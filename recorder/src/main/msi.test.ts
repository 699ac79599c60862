import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import {
  access,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { FFMPEG } from '../../installer/stage-app.ts';
import { buildMsi, MSI_PROGRAMS } from '../testing/build-msi.ts';
import { checkSegment } from '../testing/check-segments.ts';
import { gapsOf, holesOf, storyOf } from '../testing/footage-of.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { InstalledRecorder } from '../testing/installed-recorder.ts';
import { testPolicy } from '../testing/test-policy.ts';
import { TEST_TOKEN, TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';
import { Wine } from '../testing/wine.ts';

const KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';
const RUN = 'HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run';
const FOLDER = 'C:/Program Files/WorkCompanion Recorder';
const PROGRAM = `${FOLDER}/WorkCompanion Recorder.exe`;
const SERVER = 'SERVER_URL=https://portal.example';
/** One for whatever wine does on a busy machine. */
const MINUTE = 60_000;
/** 1603, modulo 256. */
const REFUSED = 67;

function tableOf(msi: string, name: string): string[][] {
  const text = execFileSync('msiinfo', ['export', msi, name], { encoding: 'utf8' });
  return text.split(/\r?\n/).map((line) => line.split('\t'));
}

const hasFfmpeg = existsSync(FFMPEG);
if (!hasFfmpeg) console.warn('skipped: no ffmpeg.exe; recorder/installer/build-ffmpeg.sh makes it');

describe.skipIf(!hasPrograms(...MSI_PROGRAMS, 'Xvfb'))('the installer', () => {
  let folder: string;
  let screen: TestScreen;
  let wine: Wine;
  let older: string;
  let newer: string;

  beforeAll(async () => {
    older = await buildMsi('1.2.3');
    newer = await buildMsi('1.2.4');
    folder = await mkdtemp(join(tmpdir(), 'msi-'));
    screen = await TestScreen.start();
    wine = await Wine.create(folder, screen.display);
    await copyFile(older, wine.path('C:/older.msi'));
    await copyFile(newer, wine.path('C:/newer.msi'));
  }, 15 * MINUTE);

  afterAll(async () => {
    wine?.stop();
    await screen?.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  });

  const msiexec = async (...args: readonly string[]) =>
    (await wine.run('msiexec', ...args, '/qn')).code;
  const isThere = (path: string) =>
    access(wine.path(path)).then(
      () => true,
      () => false,
    );

  test('is one product per machine, with an upgrade code and hidden secrets', () => {
    const property = new Map(tableOf(older, 'Property').map(([name, value]) => [name, value]));
    expect(property.get('ALLUSERS')).toBe('1');
    expect(property.get('UpgradeCode')).toBe('{B4B7B1B2-6D0F-4E7C-9B6B-0F0B5C3E7A41}');
    expect(property.get('ProductVersion')).toMatch(/^1\.2\.3/);
    expect(property.get('SecureCustomProperties')?.split(';')).toEqual(
      expect.arrayContaining(['SERVER_URL', 'ENROLL_TOKEN']),
    );
    expect(property.get('MsiHiddenProperties')).toContain('ENROLL_TOKEN');
    const later = new Map(tableOf(newer, 'Property').map(([name, value]) => [name, value]));
    expect(later.get('ProductCode')).not.toBe(property.get('ProductCode'));
  });

  test('has every action that its sequence names', () => {
    const actions = new Set(tableOf(older, 'CustomAction').map(([id]) => id));
    for (const id of ['KeepServerUrl', 'KeepEnrollToken', 'StopRecorder'])
      expect(actions).toContain(id);
    const at = new Map(
      tableOf(older, 'InstallExecuteSequence').map(([id, , place]) => [id, Number(place)]),
    );
    const place = (id: string) => at.get(id) ?? Number.NaN;
    expect(place('KeepServerUrl')).toBeGreaterThan(place('AppSearch'));
    expect(place('LaunchConditions')).toBeGreaterThan(place('KeepServerUrl'));
    expect(place('StopRecorder')).toBeLessThan(place('InstallValidate'));
  });

  test(
    'refuses to install without an address, and leaves nothing',
    async () => {
      expect(await msiexec('/i', 'C:\\older.msi')).toBe(REFUSED);
      expect(await isThere(FOLDER)).toBe(false);
      expect((await wine.registry(KEY)).size).toBe(0);
    },
    4 * MINUTE,
  );

  test(
    'installs silently: program, settings, start at logon, menu entry',
    async () => {
      expect(await msiexec('/i', 'C:\\older.msi', SERVER, 'ENROLL_TOKEN=a-token')).toBe(0);
      const core = await readdir(wine.path(`${FOLDER}/resources/core`));
      expect(core).toEqual(expect.arrayContaining(['cli.mjs', 'sqlite', 'workcompanion-core.exe']));
      const settings = await wine.registry(KEY);
      expect(settings.get('ServerUrl')).toBe('https://portal.example');
      expect(settings.get('EnrollToken')).toBe('a-token');
      expect(settings.get('Version')).toMatch(/^1\.2\.3/);
      const command = (await wine.registry(RUN)).get('WorkCompanion Recorder');
      expect(command?.replaceAll('\\', '/')).toBe(`"${PROGRAM}" --hidden`);
      // wine has it with the user, Windows with all users.
      const entries = await readdir(wine.path('C:/'), { recursive: true });
      expect(entries.some((name) => name.endsWith('Programs/WorkCompanion Recorder.lnk'))).toBe(
        true,
      );
    },
    4 * MINUTE,
  );

  test(
    'its program starts as it does at logon, and the recorder has its own Node',
    async () => {
      wine.start([PROGRAM, '--hidden']);
      const said = () => readFile(wine.path(`${PROGRAM}.ran.txt`), 'utf8').catch(() => '');
      await until('its word', async () => /--hidden\r?\n$/.test(await said()), 4 * MINUTE);
      // The restarter first: it would start the others again.
      for (const name of ['restarter.exe', 'WorkCompanion Recorder.exe', 'workcompanion-core.exe'])
        await wine.run('taskkill', '/F', '/IM', name);
      const core = `${FOLDER}/resources/core`.replaceAll('/', '\\');
      const line = `"${core}\\workcompanion-core.exe" "${core}\\cli.mjs" --version > C:\\version.txt 2> C:\\errors.txt`;
      await writeFile(wine.path('C:/version.cmd'), `@${line}\r\n`);
      await wine.run('cmd', '/c', 'C:\\version.cmd');
      expect(await readFile(wine.path('C:/version.txt'), 'utf8')).toMatch(/^\d+\.\d+\.\d+\s*$/);
    },
    4 * MINUTE,
  );

  test.skipIf(!hasFfmpeg)(
    'its recorder enrols, records the desktop and uploads, also over a kill',
    async () => {
      const portal = await TestPortal.start();
      const { state } = portal;
      const recorder = new InstalledRecorder(wine);
      const record = () => recorder.start({ server: portal.url, token: TEST_TOKEN });
      const segments = (count: number) =>
        until(`${count} segments`, () => state.segments.size >= count, 4 * MINUTE);
      await record();
      await segments(2);
      await recorder.kill();
      const before = state.segments.size;
      await record();
      await segments(before + 2);
      await recorder.stop();
      await until('the end', () => state.entries('gap').at(-1)?.cause === 'stopped', 4 * MINUTE);
      await portal.offline();
      const [publicKey] = state.devices.values();
      if (publicKey === undefined) throw new Error('no device is enrolled');
      expect(await verifyChain(state.chain(), publicKey)).toMatchObject({ ok: true });
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
      for (const segment of state.segments.values()) await checkSegment(state, segment);
      expect(holesOf(state)).toEqual([]);
      expect(storyOf(state, 'desktop')).toBe('span killed span stopped');
    },
    12 * MINUTE,
  );

  test.skipIf(!hasFfmpeg)(
    'its recorder keeps an excluded program out, by what Windows tells of the desktop',
    async () => {
      const portal = await TestPortal.start();
      onTestFinished(() => portal.offline());
      const { state } = portal;
      state.policy = testPolicy({ excluded: { programs: ['notepad'], titles: [] } });
      const recorder = new InstalledRecorder(wine, 'C:\\excluding');
      await recorder.start({ server: portal.url, token: TEST_TOKEN });
      const segments = (count: number) =>
        until(`${count} segments`, () => state.segments.size >= count, 4 * MINUTE);
      const gap = () =>
        gapsOf([...state.statements.values()]).find(({ cause }) => cause === 'excluded-app');
      await segments(1);
      wine.start(['notepad']);
      await until('the gap', gap, 4 * MINUTE);
      await wine.run('taskkill', '/F', '/IM', 'notepad.exe');
      await until('its end', () => gap()?.to, 4 * MINUTE);
      await segments(state.segments.size + 1);
      await recorder.stop();
      await until('the end', () => state.entries('gap').at(-1)?.cause === 'stopped', 4 * MINUTE);
      expect(storyOf(state, 'desktop')).toBe('span excluded-app span stopped');
    },
    12 * MINUTE,
  );

  test(
    'keeps its settings at an upgrade, and what waits to be uploaded',
    async () => {
      const queue = 'C:/users/root/AppData/Roaming/WorkCompanion/segments';
      await mkdir(wine.path(queue), { recursive: true });
      await writeFile(wine.path(`${queue}/one.ts`), 'encrypted');
      expect(await msiexec('/i', 'C:\\newer.msi')).toBe(0);
      const settings = await wine.registry(KEY);
      expect(settings.get('ServerUrl')).toBe('https://portal.example');
      expect(settings.get('EnrollToken')).toBe('a-token');
      expect(settings.get('Version')).toMatch(/^1\.2\.4/);
      expect(await isThere(`${queue}/one.ts`)).toBe(true);
    },
    4 * MINUTE,
  );

  test(
    'refuses to go back to an older version',
    async () => {
      expect(await msiexec('/i', 'C:\\older.msi', SERVER)).toBe(REFUSED);
      expect((await wine.registry(KEY)).get('Version')).toMatch(/^1\.2\.4/);
    },
    4 * MINUTE,
  );

  test(
    'is removed without a trace, but for what waits to be uploaded',
    async () => {
      expect(await msiexec('/x', 'C:\\newer.msi')).toBe(0);
      expect(await isThere(PROGRAM)).toBe(false);
      expect((await wine.registry(KEY)).size).toBe(0);
      expect((await wine.registry(RUN)).get('WorkCompanion Recorder')).toBeUndefined();
      expect(await isThere('C:/users/root/AppData/Roaming/WorkCompanion/segments/one.ts')).toBe(
        true,
      );
    },
    4 * MINUTE,
  );
});
