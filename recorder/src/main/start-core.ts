import { spawn } from 'node:child_process';
import { childEnvironment } from './env.ts';
import type { ShellSettings } from './shell-settings.ts';

/** The recorder moves bytes that are no objects, so that a small young generation (MB) is enough. */
const SMALL_HEAP = ['--max-semi-space-size=1', '--optimize-for-size'];

/** On Linux each thread would otherwise have a heap of its own, 6 MB in all, in ffmpeg too. */
const SMALL_HEAP_OF_C = { MALLOC_ARENA_MAX: '1' };

export interface CoreStart {
  readonly systemSecret: string | null;
  /** The person asked that this computer become a new device. */
  readonly reenrol: boolean;
}

/**
 * Starts the recorder as a process with Node's own runtime that outlives this one: an Electron utility
 * process would end with the window. The token is given by the environment, which other users can't read,
 * and the secret of the device's key by standard input, which nobody can read.
 */
export function startCore(settings: ShellSettings, { systemSecret, reenrol }: CoreStart): void {
  const { node, script, server, token, folder, ffmpeg, proxy, logLevel, shellCommand } = settings;
  const child = spawn(
    node,
    [
      ...SMALL_HEAP,
      // A company's own certificate authority is in the system's store.
      '--use-system-ca',
      script,
      '--shell',
      JSON.stringify(shellCommand),
      '--server',
      server,
      '--data',
      folder,
      ...(reenrol ? ['--reenrol'] : []),
    ],
    {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
      windowsHide: true,
      env: childEnvironment({
        ...SMALL_HEAP_OF_C,
        ...(token === null ? {} : { WORKCOMPANION_TOKEN: token }),
        ...(proxy === null ? {} : { WORKCOMPANION_PROXY: proxy }),
        ...(settings.profilesMove ? { WORKCOMPANION_PROFILES_MOVE: '1' } : {}),
        ...(logLevel === null ? {} : { WORKCOMPANION_LOG_LEVEL: logLevel }),
        ...(ffmpeg === null ? {} : { WORKCOMPANION_FFMPEG: ffmpeg }),
      }),
    },
  );
  // A failed start shows as no answer: it is tried again, and the window says so.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.end(systemSecret === null ? '' : `${systemSecret}\n`);
  child.unref();
}
