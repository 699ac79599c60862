import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import type { Cluster } from './open-cluster.ts';
import type { ServerAccount } from './server-account.ts';

export interface LaunchInput {
  readonly binaries: string;
  readonly cluster: Cluster;
  readonly account: ServerAccount | null;
  readonly port: number;
  /** False for tests only: a power cut may then destroy the cluster. */
  readonly durable: boolean;
  readonly logFile: string;
}

/**
 * Starts the server in a session of its own: Ctrl-C in the terminal must not reach it before the
 * processes that use it have ended. It writes to a file, which outlives this process as it does.
 */
export async function launchPostgres(input: LaunchInput): Promise<ChildProcess> {
  const log = await open(input.logFile, 'a', 0o600);
  try {
    const [program, args] = commandLine(input);
    const child = spawn(program, args, {
      stdio: ['ignore', log.fd, log.fd, input.cluster.descriptor ?? 'ignore'],
      detached: true,
      ...input.account,
    });
    child.unref();
    return child;
  } finally {
    await log.close();
  }
}

/** Windows: postgres.exe refuses an elevated account; pg_ctl drops those rights and goes. */
function commandLine(input: LaunchInput): [program: string, args: string[]] {
  const bin = (name: string) => path.join(input.binaries, 'bin', name);
  const settings = serverSettings(input).flatMap((setting) => ['-c', setting]);
  return process.platform === 'win32'
    ? [bin('pg_ctl.exe'), ['start', '-W', '-D', input.cluster.argument, '-o', settings.join(' ')]]
    : [bin('postgres'), ['-D', input.cluster.argument, ...settings]];
}

function serverSettings({ port, durable }: LaunchInput): string[] {
  const base = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    'unix_socket_directories=',
    'max_connections=100',
    'timezone=UTC',
    'log_timezone=UTC',
  ];
  return durable ? base : [...base, 'fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
}
