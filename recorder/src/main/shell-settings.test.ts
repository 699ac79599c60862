import { describe, expect, test } from 'vitest';
import { type ShellFacts, shellSettings } from './shell-settings.ts';

const installed: ShellFacts = {
  argv: ['/opt/recorder/recorder', '--hidden'],
  execPath: '/opt/recorder/recorder',
  appPath: '/opt/recorder/resources/app.asar',
  packaged: true,
  resources: '/opt/recorder/resources',
  places: { local: '/home/u/.config', roaming: '/home/u/.config' },
  machine: {
    policy: {},
    installed: { ServerUrl: 'https://portal.example', EnrollToken: 'abc' },
  },
  system: 'Windows 11 Pro',
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

  test('are those of an administrator before all others', () => {
    const { installed: values } = installed.machine;
    const policy = {
      ServerUrl: 'https://p.example',
      DataFolder: '%HOME%/kept',
      LogLevel: 'debug',
      Proxy: 'direct',
    };
    const argv = ['recorder', '--server=https://c.example', '--data=/d'];
    const environment = { WORKCOMPANION_SERVER: 'https://b.example' };
    const machine = { policy, installed: values };
    expect(shellSettings({ ...installed, argv, environment, machine })).toMatchObject({
      server: 'https://p.example',
      token: 'abc',
      folder: `${process.env['HOME']}/kept`,
      logLevel: 'debug',
      proxy: 'direct',
    });
  });

  test('remove a used token, unless it is kept for others who work on the machine', () => {
    const { policy, installed: values } = installed.machine;
    const removes = (change: Partial<ShellFacts>) =>
      shellSettings({ ...installed, ...change }).removesToken;
    expect(removes({})).toBe(true);
    expect(removes({ system: 'Windows Server 2022 Datacenter' })).toBe(false);
    expect(removes({ system: 'Windows 11 Enterprise multi-session' })).toBe(false);
    expect(removes({ machine: { policy, installed: { ...values, KeepEnrollToken: '1' } } })).toBe(
      false,
    );
    const machine = { policy: { KeepEnrollToken: '0' }, installed: values };
    expect(removes({ machine, system: 'Windows Server 2022 Datacenter' })).toBe(true);
    // A group policy's token is not the recorder's to remove.
    expect(removes({ machine: { policy: { EnrollToken: 'abc' }, installed: {} } })).toBe(false);
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
