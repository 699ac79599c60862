import { generateKeyPairSync } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, link, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FFMPEG } from '../../installer/stage-app.ts';
import { buildMsi, MSI_PROGRAMS } from '../testing/build-msi.ts';
import { changeMsi } from '../testing/change-msi.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { InstalledUpdater } from '../testing/installed-updater.ts';
import { TEST_RELEASE_KEY, TestRelease } from '../testing/portal-release.ts';
import { TEST_TOKEN, TestPortal } from '../testing/test-portal.ts';
import { TestScreen } from '../testing/test-screen.ts';
import { until } from '../testing/until.ts';
import { Wine } from '../testing/wine.ts';

const PROGRAM = 'C:/Program Files/WorkCompanion Recorder/WorkCompanion Recorder.exe';
const MINUTES = 60_000;

const hasFfmpeg = existsSync(FFMPEG);
if (!hasFfmpeg) console.warn('skipped: no ffmpeg.exe; recorder/installer/build-ffmpeg.sh makes it');

/** One story: each test goes on from where the one before it has left the machine. */
describe.skipIf(!hasFfmpeg || !hasPrograms(...MSI_PROGRAMS, 'msibuild', 'Xvfb'))(
  'the updater',
  () => {
    let folder: string;
    let screen: TestScreen;
    let portal: TestPortal;
    let wine: Wine;
    let updater: InstalledUpdater;
    let newer: string;

    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'updater-'));
      const key = join(folder, 'release-key.pem');
      await writeFile(key, TEST_RELEASE_KEY.publicKey.export({ type: 'spki', format: 'pem' }));
      const older = await buildMsi('1.0.0', key);
      newer = await buildMsi('1.1.0', key);
      screen = await TestScreen.start();
      portal = await TestPortal.start();
      wine = await Wine.create(folder, screen.display);
      updater = new InstalledUpdater(wine);
      await copyFile(older, wine.path('C:/older.msi'));
      const told = [`SERVER_URL=${portal.url}`, `ENROLL_TOKEN=${TEST_TOKEN}`];
      expect((await wine.run('msiexec', '/i', 'C:\\older.msi', '/qn', ...told)).code).toBe(0);
      signIn();
      await records('1.0.0');
    }, 15 * MINUTES);

    afterAll(async () => {
      wine?.stop();
      await screen?.stop();
      await portal?.offline();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    });

    /** Programs of the Run key start; wine's services live as long as somebody's program does. */
    const signIn = () => {
      wine.start([PROGRAM, '--hidden']);
      wine.start(['notepad']);
    };
    /** From now on. */
    const records = async (version: string) => {
      const { segments, heartbeats } = portal.state;
      const [before, beats] = [segments.size, heartbeats.length];
      await until(`a recorder ${version}`, () => isTold(beats, version), 4 * MINUTES);
      await until('segments', () => segments.size > before, 4 * MINUTES);
    };
    const isTold = (from: number, version: string) =>
      portal.state.heartbeats
        .slice(from)
        .some(({ recorderVersion }) => recorderVersion === version);
    const chainIsWhole = async () => {
      const [publicKey] = portal.state.devices.values();
      expect(portal.state.devices.size).toBe(1);
      if (publicKey === undefined) throw new Error('no device is enrolled');
      expect(await verifyChain(portal.state.chain(), publicKey)).toMatchObject({ ok: true });
    };
    const changed = async (name: string, change: Parameters<typeof changeMsi>[2]) => {
      const file = await changeMsi(newer, join(folder, name), change);
      return { file, body: await readFile(file) };
    };

    test(
      'installs what the portal offers while it records, and the recorder comes back by itself',
      async () => {
        portal.state.release = new TestRelease('1.1.0', await readFile(newer));
        await records('1.1.0');
        expect(await updater.result('1.1.0')).toBe('installed 0');
        expect(await updater.version()).toMatch(/^1\.1\.0/);
        const last = () => portal.state.heartbeats.at(-1)?.updates?.last;
        await until('the report', () => last()?.state === 'installed', 4 * MINUTES);
        await chainIsWhole();
        expect(portal.state.entries('gap').map(({ cause }) => cause)).toContain('killed');
        await until(
          'the end of the update installer',
          () => gone('work/update-installer.exe'),
          MINUTES,
        );
      },
      12 * MINUTES,
    );

    const gone = async (name: string) => !(await updater.isThere(name));

    const junk = Buffer.from('no installer at all');
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;

    test.each([
      ['bad-signature', new TestRelease('2.0.1', junk, stranger), junk],
      ['wrong-hash', new TestRelease('2.0.2', junk), Buffer.from('NO installer at all')],
      ['wrong-size', new TestRelease('2.0.3', junk), Buffer.from('more than was signed for')],
      ['not-newer', new TestRelease('1.0.9', junk), junk],
      ['other-product', new TestRelease('2.0.4', junk), junk],
    ])(
      'refuses a release: %s',
      async (code, release, body) => {
        await updater.give(release, body);
        expect(await updater.result(release.version)).toBe(`refused ${code}`);
        expect(await updater.version()).toMatch(/^1\.1\.0/);
        expect(await readdir(updater.path('inbox'))).not.toContain(`${release.version}.msi`);
        expect(await updater.isThere('work/state.txt')).toBe(false);
      },
      5 * MINUTES,
    );

    test(
      'refuses another product, and another version, under a good signature',
      async () => {
        const other = await changed('other.msi', { version: '2.0.5', product: 'Another' });
        await updater.give(new TestRelease('2.0.5', other.body), other.file);
        expect(await updater.result('2.0.5')).toBe('refused other-product');
        const mislabelled = new TestRelease('2.0.6', other.body);
        await updater.give(mislabelled, other.file);
        expect(await updater.result('2.0.6')).toBe('refused other-product');
      },
      5 * MINUTES,
    );

    test(
      'takes nothing that has a second name, which may be that of a file elsewhere',
      async () => {
        const { statement } = new TestRelease('2.0.7', junk);
        await writeFile(updater.path('inbox/2.0.7.msi'), junk);
        await writeFile(updater.path('inbox/elsewhere'), statement);
        await link(updater.path('inbox/elsewhere'), updater.path('inbox/2.0.7.release'));
        expect(await updater.result('2.0.7')).toBe('refused bad-statement');
        expect(await updater.isThere('inbox/elsewhere')).toBe(true);
      },
      5 * MINUTES,
    );

    test(
      'goes back when the new version does not show that it is well',
      async () => {
        // Long enough for the restarter to be first, as on a PC: what a service of wine starts sees no screen.
        await updater.allowHealthSeconds(30);
        // Its recorder is the one of 1.1.0, and says so: nobody vouches for 1.2.0.
        const sick = await changed('sick.msi', { version: '1.2.0' });
        await updater.give(new TestRelease('1.2.0', sick.body), sick.file);
        await updater.phase(1);
        expect(await updater.version()).toMatch(/^1\.2\.0/);
        expect(await updater.result('1.2.0')).toBe('rolled-back no-health');
        expect(await updater.version()).toMatch(/^1\.1\.0/);
        await records('1.1.0');
        await chainIsWhole();
      },
      12 * MINUTES,
    );

    test(
      'keeps the old version when the installation fails on its way',
      async () => {
        const failing = await changed('failing.msi', { version: '1.3.0', fails: true });
        await updater.give(new TestRelease('1.3.0', failing.body), failing.file);
        expect(await updater.result('1.3.0')).toMatch(/^failed \d+$/);
        expect(await updater.version()).toMatch(/^1\.1\.0/);
        await records('1.1.0');
      },
      12 * MINUTES,
    );

    test(
      'goes on after a kill in the middle, and after the machine went off',
      async () => {
        await updater.allowHealthSeconds(600);
        const later = await changed('later.msi', { version: '1.4.0' });
        await updater.give(new TestRelease('1.4.0', later.body), later.file);
        await updater.phase(0);
        await wine.run('taskkill', '/F', '/IM', 'update-installer.exe');
        await updater.phase(1);
        wine.stop();
        signIn();
        await updater.reportHealthy('1.4.0');
        expect(await updater.result('1.4.0')).toBe('installed 0');
        expect(await updater.version()).toMatch(/^1\.4\.0/);
        await records('1.1.0');
        await chainIsWhole();
      },
      12 * MINUTES,
    );

    test(
      'is removed with the program, and leaves recordings alone',
      async () => {
        const data = 'C:/users/root/AppData/Local/WorkCompanion';
        await copyFile(join(folder, 'later.msi'), wine.path('C:/later.msi'));
        const { code } = await wine.run('msiexec', '/x', 'C:\\later.msi', '/qn');
        expect(code).toBe(0);
        expect(await updater.isThere()).toBe(false);
        expect((await wine.run('sc', 'query', 'WorkCompanionUpdater')).code).not.toBe(0);
        expect(await readdir(wine.path(data))).toContain('journal.db');
      },
      5 * MINUTES,
    );
  },
);
