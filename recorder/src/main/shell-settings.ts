import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { expandVariables, type ShellEnvironment } from './env.ts';
import { isForManyPeople, type SettledOnMachine } from './machine-settings.ts';

const NAME = 'WorkCompanion';

export interface ShellSettings {
  /** Empty when the address of the portal is not set. */
  readonly server: string;
  readonly token: string | null;
  /** The installer's token is removed when this device is enrolled. */
  readonly removesToken: boolean;
  readonly folder: string;
  /** Null: as the environment says, or the system. */
  readonly proxy: string | null;
  /** Devices move with the profiles of their users. */
  readonly profilesMove: boolean;
  /** Null: as the environment says. */
  readonly logLevel: string | null;
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
  readonly places: DataPlaces;
  readonly machine: SettledOnMachine;
  /** The name of the operating system's edition. */
  readonly system: string;
  readonly environment: ShellEnvironment;
}

const OPTIONS = {
  hidden: { type: 'boolean' },
  server: { type: 'string' },
  data: { type: 'string' },
} as const;

/**
 * What an administrator has settled by policy comes first, then the command line, the environment, and last
 * what the installer was told.
 */
export function shellSettings(facts: ShellFacts): ShellSettings {
  const { environment, packaged, resources, appPath } = facts;
  const { policy, installed } = facts.machine;
  const args = facts.argv.slice(1);
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: false });
  const asked = text(values.server) ?? environment.WORKCOMPANION_SERVER;
  const token = environment.WORKCOMPANION_TOKEN ?? installed.EnrollToken ?? null;
  const core = packaged ? join(resources, 'core') : join(appPath, 'core');
  return {
    server: policy.ServerUrl ?? asked ?? installed.ServerUrl ?? '',
    token: policy.EnrollToken ?? token,
    removesToken: removesToken(facts),
    folder: folderFor(facts, text(values.data)),
    proxy: policy.Proxy ?? installed.Proxy ?? null,
    profilesMove: (policy.ProfilesMove ?? installed.ProfilesMove) === '1',
    logLevel: policy.LogLevel ?? installed.LogLevel ?? null,
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

function removesToken({ machine, system }: ShellFacts): boolean {
  const { policy, installed } = machine;
  const kept = policy.KeepEnrollToken ?? installed.KeepEnrollToken;
  const stays = kept === undefined ? isForManyPeople(system) : kept === '1';
  return installed.EnrollToken !== undefined && !stays;
}

function folderFor({ machine, places }: ShellFacts, asked: string | undefined): string {
  const { policy, installed } = machine;
  const settled = policy.DataFolder ?? asked ?? installed.DataFolder;
  return settled === undefined ? dataFolder(places) : expandVariables(settled);
}

function nodeName(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'workcompanion-core.exe' : 'workcompanion-core';
}

function text(value: string | boolean | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

interface DataPlaces {
  /** The folder of this user's programs that stays on this machine. */
  readonly local: string;
  /** On Windows, the folder that follows the user to other machines. */
  readonly roaming: string;
}

/**
 * Where recordings wait for their upload: a folder that never roams, since they belong to this machine. What
 * an older version kept in the roaming one moves by itself, in one step. As long as something there is in use, it
 * stays where it is, and moves at a later start.
 */
export function dataFolder({ local, roaming }: DataPlaces): string {
  const folder = join(local, NAME);
  const former = join(roaming, NAME);
  if (former === folder || existsSync(folder) || !existsSync(former)) return folder;
  try {
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(former, folder);
    return folder;
  } catch {
    return former;
  }
}
