import { type ChildProcess, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { AppError } from '@workcompanion/core/errors';
import { Client } from 'pg';
import { databaseErrorCode } from '../describe-error.ts';
import type { PostgresCluster, ServerAccount } from './open-cluster.ts';

export interface LaunchInput {
  readonly binaries: string;
  readonly cluster: PostgresCluster;
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

const POLL_MS = 50;
/** Crash recovery replays at most some WAL segments; minutes mean that something is wrong. */
const TIMEOUT_MS = 5 * 60_000;
/** SQLSTATE cannot_connect_now: starting up, recovering, or shutting down. */
const NOT_YET = '57P03';

/** Waits until the server answers at `url`. `alive` false ends the waiting with an error. */
export async function awaitServer(url: string, alive: () => boolean): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const problem = await tryToConnect(url);
    if (problem === null) return;
    if (!alive()) throw new AppError('unavailable', 'PostgreSQL ended.', { cause: problem });
    if (!mayPass(problem) || performance.now() > deadline) {
      throw new AppError('unavailable', 'PostgreSQL does not answer.', { cause: problem });
    }
    await delay(POLL_MS);
  }
}

async function tryToConnect(url: string): Promise<unknown> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return null;
  } catch (error) {
    return error;
  } finally {
    await client.end().catch(() => {});
  }
}

/** A refused password or a missing database will not mend by waiting. */
function mayPass(problem: unknown): boolean {
  const code = databaseErrorCode(problem);
  return code === null || code === NOT_YET;
}
