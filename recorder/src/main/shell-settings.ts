import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ShellEnvironment } from './env.ts';

export interface ShellSettings {
  /** Empty when the address of the portal is not set. */
  readonly server: string;
  readonly token: string | null;
  readonly folder: string;
  /** The path of Node; below, the recorder's script. */
  readonly node: string;
  readonly script: string;
  /** The installed ffmpeg; null for the one on the PATH. */
  readonly ffmpeg: string | null;
  /** The command by which the recorder starts the window again. */
  readonly shellCommand: readonly [string, ...string[]];
  /** Started at logon: shows only the tray, unless there is something to tell. */
  readonly hidden: boolean;
}

export interface ShellFacts {
  readonly argv: readonly string[];
  readonly execPath: string;
  readonly appPath: string;
  readonly packaged: boolean;
  readonly resources: string;
  /** The folder where this user's programs keep their data. */
  readonly appData: string;
  readonly machine: MachineSettings;
  readonly environment: ShellEnvironment;
}

const OPTIONS = {
  hidden: { type: 'boolean' },
  server: { type: 'string' },
  data: { type: 'string' },
} as const;

/** The command line takes precedence over the environment, and that over the installer's settings. */
export function shellSettings(facts: ShellFacts): ShellSettings {
  const { environment, machine, packaged, resources, appPath } = facts;
  const args = facts.argv.slice(1);
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: false });
  const server = text(values.server) ?? environment.WORKCOMPANION_SERVER ?? machine.serverUrl ?? '';
  const core = packaged ? join(resources, 'core') : join(appPath, 'core');
  return {
    server,
    token: environment.WORKCOMPANION_TOKEN ?? machine.enrolToken,
    folder: text(values.data) ?? join(facts.appData, 'WorkCompanion'),
    node: packaged
      ? join(core, nodeName(process.platform))
      : (environment.WORKCOMPANION_NODE ?? 'node'),
    script: join(core, 'cli.mjs'),
    ffmpeg: packaged && process.platform === 'win32' ? join(core, 'ffmpeg.exe') : null,
    shellCommand: [
      facts.execPath,
      ...facts.argv.slice(1).filter((arg) => arg !== '--hidden'),
      '--hidden',
    ],
    hidden: values.hidden === true,
  };
}

function nodeName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'workcompanion-core.exe' : 'workcompanion-core';
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const KEY = 'HKLM\\Software\\WorkCompanion\\Recorder';

/** Settings that the installer was given. */
interface MachineSettings {
  readonly serverUrl: string | null;
  readonly enrolToken: string | null;
}

/** Reads the registry synchronously, since the app's folders must be known before it is ready. */
export function readMachineSettings(): MachineSettings {
  if (process.platform !== 'win32') return { serverUrl: null, enrolToken: null };
  try {
    return parseRegistry(
      execFileSync('reg.exe', ['query', KEY, '/reg:64'], {
        encoding: 'utf8',
        windowsHide: true,
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
  } catch {
    return { serverUrl: null, enrolToken: null };
  }
}

/** Parses the lines of `reg query`: four blanks, the name, the type, the value. */
export function parseRegistry(text: string): MachineSettings {
  const readValue = (name: string) =>
    new RegExp(`^\\s+${name}\\s+REG_SZ\\s+(\\S.*?)\\s*$`, 'm').exec(text)?.[1] ?? null;
  return { serverUrl: readValue('ServerUrl'), enrolToken: readValue('EnrollToken') };
}
