import { spawn } from 'node:child_process';
import { childEnvironment } from './env.ts';
import type { ShellSettings } from './shell-settings.ts';

/** It moves bytes that are no objects: young ones need little room. MB. */
const SMALL_HEAP = ['--max-semi-space-size=1', '--optimize-for-size'];

/** Linux: else each thread begins a heap of its own, 6 MB in all; for ffmpeg too. */
const SMALL_HEAP_OF_C = { MALLOC_ARENA_MAX: '1' };

export interface CoreStart {
  readonly systemSecret: string | null;
  /** The person said that this computer becomes a new device. */
  readonly reenrol: boolean;
}

/**
 * A process of its own, with Node's own runtime, that outlives this one: an Electron utility process
 * dies with the shell. The token goes by the environment, which other users can't read; what opens the
 * device's key by standard input, which nobody can.
 */
export function startCore(settings: ShellSettings, { systemSecret, reenrol }: CoreStart): void {
  const { node, script, server, token, folder, ffmpeg, shellCommand } = settings;
  const child = spawn(
    node,
    [
      ...SMALL_HEAP,
      // A company's own authority is in the system's store.
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
        ...(ffmpeg === null ? {} : { WORKCOMPANION_FFMPEG: ffmpeg }),
      }),
    },
  );
  // Not started is not answering: the link tries again, and the window says so.
  child.on('error', () => {});
  child.stdin.on('error', () => {});
  child.stdin.end(systemSecret === null ? '' : `${systemSecret}\n`);
  child.unref();
}
