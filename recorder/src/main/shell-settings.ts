import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { ShellEnvironment } from './env.ts';
import type { MachineSettings } from './machine-settings.ts';

export interface ShellSettings {
  /** Empty when nobody has said where the portal is. */
  readonly server: string;
  readonly token: string | null;
  readonly folder: string;
  /** Node, and the recorder's program for it. */
  readonly node: string;
  readonly script: string;
  /** The one that is installed beside it; null: the one on the PATH. */
  readonly ffmpeg: string | null;
  /** How the recorder starts the shell again. */
  readonly shellCommand: readonly [string, ...string[]];
  /** Started at logon: only the tray, unless something has to be told. */
  readonly hidden: boolean;
}

export interface ShellFacts {
  readonly argv: readonly string[];
  readonly execPath: string;
  readonly appPath: string;
  readonly packaged: boolean;
  readonly resources: string;
  /** Where this user's programs keep their data. */
  readonly appData: string;
  readonly machine: MachineSettings;
  readonly environment: ShellEnvironment;
}

const OPTIONS = {
  hidden: { type: 'boolean' },
  server: { type: 'string' },
  data: { type: 'string' },
} as const;

/** What was said on the command line comes first, then the environment, then the installer's word. */
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
