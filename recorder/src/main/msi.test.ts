import { execFileSync } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildMsi, MSI_PROGRAMS } from '../testing/build-msi.ts';
import { hasPrograms } from '../testing/has-programs.ts';
import { TEST_TOKEN, TestPortal } from '../testing/test-portal.ts';
import { until } from '../testing/until.ts';
import { WindowsMachine } from '../testing/windows-machine.ts';
import type { Wine } from '../testing/wine.ts';

const KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';
const ENROLMENT = `${KEY}\\Enrolment`;
const EVENTS =
  'HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\WorkCompanion Recorder';
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

describe.skipIf(!hasPrograms(...MSI_PROGRAMS, 'Xvfb'))('the installer', () => {
  let machine: WindowsMachine;
  let wine: Wine;
  /** On this machine, and as it is called there. */
  let older: string;
  let newer: string;
  let olderThere: string;
  let newerThere: string;

  beforeAll(async () => {
    older = await buildMsi('1.2.3');
    newer = await buildMsi('1.2.4');
    machine = await WindowsMachine.create();
    ({ wine } = machine);
    olderThere = await machine.take(older);
    newerThere = await machine.take(newer);
  }, 15 * MINUTE);

  afterAll(() => machine?.stop());

  /** The restarter first: it would start the others again. */
  const endAll = async () => {
    for (const name of ['restarter.exe', 'WorkCompanion Recorder.exe', 'workcompanion-core.exe'])
      await wine.run('taskkill', '/F', '/IM', name);
  };
  const token = async () => (await wine.registry(ENROLMENT)).get('EnrollToken');

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

  test('says which version it is where Intune looks, for all users of the machine', () => {
    const rows = tableOf(older, 'Registry').map(([, root, key, name, value]) => [
      ...[root, key, name, value],
    ]);
    const LOCAL_MACHINE = '2';
    expect(rows).toContainEqual([
      ...[LOCAL_MACHINE, 'Software\\WorkCompanion\\Recorder', 'Version', '[ProductVersion]'],
    ]);
  });

  test('lets users remove the token, and nothing else that it has written', () => {
    const rights = tableOf(older, 'MsiLockPermissionsEx').slice(3);
    expect(rights.filter((row) => row.length > 1)).toEqual([
      [
        'EnrollToken',
        'EnrollToken',
        'Registry',
        expect.stringContaining('(A;CI;0x2001b;;;BU)'),
        '',
      ],
    ]);
    expect(tableOf(older, 'Registry')).toContainEqual(
      expect.arrayContaining(['EnrollToken', 'Software\\WorkCompanion\\Recorder\\Enrolment']),
    );
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
      expect(await machine.msiexec('/i', olderThere)).toBe(REFUSED);
      expect(await machine.isThere(FOLDER)).toBe(false);
      expect((await wine.registry(KEY)).size).toBe(0);
    },
    4 * MINUTE,
  );

  test(
    'needs no word on its command line when a copy has it built in, as group policy wants it',
    async () => {
      const built = await machine.take(older);
      const insert = (name: string, value: string) =>
        `INSERT INTO \`Property\` (\`Property\`, \`Value\`) VALUES ('${name}', '${value}')`;
      execFileSync('msibuild', [
        wine.path(built),
        ...['-q', insert('SERVER_URL', 'https://portal.example')],
        ...['-q', insert('ENROLL_TOKEN', 'a-built-in-token')],
      ]);
      expect(await machine.msiexec('/i', built)).toBe(0);
      const settings = await wine.registry(KEY);
      expect(settings.get('ServerUrl')).toBe('https://portal.example');
      expect(await token()).toBe('a-built-in-token');
      expect(await machine.msiexec('/x', built)).toBe(0);
      expect((await wine.registry(KEY)).size).toBe(0);
      await machine.take(older);
    },
    4 * MINUTE,
  );

  test(
    'installs silently: program, settings, start at logon, menu entry',
    async () => {
      expect(await machine.msiexec('/i', olderThere, SERVER, 'ENROLL_TOKEN=a-token')).toBe(0);
      const core = await readdir(wine.path(`${FOLDER}/resources/core`));
      expect(core).toEqual(expect.arrayContaining(['cli.mjs', 'sqlite', 'workcompanion-core.exe']));
      const settings = await wine.registry(KEY);
      expect(settings.get('ServerUrl')).toBe('https://portal.example');
      expect(await token()).toBe('a-token');
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
      await endAll();
      const core = `${FOLDER}/resources/core`.replaceAll('/', '\\');
      const line = `"${core}\\workcompanion-core.exe" "${core}\\cli.mjs" --version > C:\\version.txt 2> C:\\errors.txt`;
      await writeFile(wine.path('C:/version.cmd'), `@${line}\r\n`);
      await wine.run('cmd', '/c', 'C:\\version.cmd');
      expect(await readFile(wine.path('C:/version.txt'), 'utf8')).toMatch(/^\d+\.\d+\.\d+\s*$/);
    },
    4 * MINUTE,
  );

  test(
    'keeps its settings at an upgrade',
    async () => {
      expect(await machine.msiexec('/i', newerThere)).toBe(0);
      const settings = await wine.registry(KEY);
      expect(settings.get('ServerUrl')).toBe('https://portal.example');
      expect(await token()).toBe('a-token');
      expect(settings.get('Version')).toMatch(/^1\.2\.4/);
    },
    4 * MINUTE,
  );

  test(
    'refuses to go back to an older version',
    async () => {
      expect(await machine.msiexec('/i', olderThere, SERVER)).toBe(REFUSED);
      expect((await wine.registry(KEY)).get('Version')).toMatch(/^1\.2\.4/);
    },
    4 * MINUTE,
  );

  test(
    'writes into Windows’ log, under a source whose texts Windows finds',
    async () => {
      const source = await wine.run('reg', 'query', EVENTS, '/v', 'EventMessageFile');
      expect(source.output).toMatch(/REG_EXPAND_SZ\s+%SystemRoot%\\System32\\EventCreate\.exe/i);
      const helper = `${FOLDER}/resources/core/desktop-helper.exe`.replaceAll('/', '\\');
      await writeFile(wine.path('C:/event.txt'), 'the disk is full: 磁盘已满');
      await writeFile(wine.path('C:/event.cmd'), `@"${helper}" event error < C:\\event.txt\r\n`);
      const said = await wine.trace('eventlog', 'cmd', '/c', 'C:\\event.cmd');
      expect(said).toMatch(/ReportEventW.*the disk is full/);
    },
    4 * MINUTE,
  );

  test(
    'takes the token out of the registry when the first recorder has used it',
    async () => {
      const portal = await TestPortal.start();
      try {
        const set = (key: string, name: string, value: string) =>
          wine.run('reg', 'add', key, '/v', name, '/d', value, '/f');
        await set(KEY, 'ServerUrl', portal.url);
        await set(ENROLMENT, 'EnrollToken', TEST_TOKEN);
        wine.start([PROGRAM, '--hidden']);
        await until('its end', async () => (await token()) === undefined, 4 * MINUTE);
        expect(portal.state.devices.size).toBe(1);
        expect((await wine.registry(KEY)).get('ServerUrl')).toBe(portal.url);
      } finally {
        await endAll();
        await portal.offline();
      }
    },
    6 * MINUTE,
  );

  test(
    'is removed without a trace, but for what it keeps for the user',
    async () => {
      expect(await machine.msiexec('/x', newerThere)).toBe(0);
      expect(await machine.isThere(PROGRAM)).toBe(false);
      expect((await wine.registry(KEY)).size).toBe(0);
      expect((await wine.registry(RUN)).get('WorkCompanion Recorder')).toBeUndefined();
    },
    4 * MINUTE,
  );
});
