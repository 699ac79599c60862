import { describe, expect, test } from 'vitest';
import { parseRegistry, type ShellFacts, shellSettings } from './shell-settings.ts';

const installed: ShellFacts = {
  argv: ['/opt/recorder/recorder', '--hidden'],
  execPath: '/opt/recorder/recorder',
  appPath: '/opt/recorder/resources/app.asar',
  packaged: true,
  resources: '/opt/recorder/resources',
  appData: '/home/u/.config',
  machine: { serverUrl: 'https://portal.example', enrolToken: 'abc' },
  environment: {},
};

describe('the settings of the shell', () => {
  test('are what the installer said', () => {
    expect(shellSettings(installed)).toMatchObject({
      server: 'https://portal.example',
      token: 'abc',
      folder: '/home/u/.config/WorkCompanion',
      node: '/opt/recorder/resources/core/workcompanion-core',
      script: '/opt/recorder/resources/core/cli.mjs',
      hidden: true,
    });
  });

  test('prefer the command line, then the environment', () => {
    const environment = { WORKCOMPANION_SERVER: 'https://b.example', WORKCOMPANION_TOKEN: 'def' };
    expect(shellSettings({ ...installed, environment })).toMatchObject({
      server: 'https://b.example',
      token: 'def',
    });
    const argv = ['recorder', '--server=https://c.example', '--data=/d', '--no-sandbox'];
    expect(shellSettings({ ...installed, environment, argv })).toMatchObject({
      server: 'https://c.example',
      folder: '/d',
      hidden: false,
    });
  });

  test('tell the recorder how to start the shell again, in the background', () => {
    const argv = ['recorder', '--server=https://c.example'];
    expect(shellSettings({ ...installed, argv }).shellCommand).toEqual([
      '/opt/recorder/recorder',
      '--server=https://c.example',
      '--hidden',
    ]);
  });
});

test('reads what the installer wrote', () => {
  const text = [
    '',
    'HKEY_LOCAL_MACHINE\\Software\\WorkCompanion\\Recorder',
    '    InstallDir    REG_SZ    C:\\Program Files\\WorkCompanion Recorder\\',
    '    ServerUrl    REG_SZ    https://portal.example',
    '    EnrollToken    REG_SZ    abc-123',
    '',
  ].join('\r\n');
  expect(parseRegistry(text)).toEqual({
    serverUrl: 'https://portal.example',
    enrolToken: 'abc-123',
  });
});

test('takes an emptied value for none', () => {
  const text =
    '    ServerUrl    REG_SZ    https://portal.example\r\n    EnrollToken    REG_SZ    \r\n';
  expect(parseRegistry(text).enrolToken).toBeNull();
});
