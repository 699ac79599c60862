import { once } from 'node:events';
import { join } from 'node:path';
import { assertSchema } from '@workcompanion/db/assert-usable';
import { awaitDatabase } from '@workcompanion/db/await-database';
import { connect } from '@workcompanion/db/client';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '@workcompanion/db/embedded/start-embedded-postgres';
import { migrate } from '@workcompanion/db/migrate';
import { issueFirstAdminLink } from '@workcompanion/db/queries/issue-first-admin-link';
import { ensureVerifyPage } from '@workcompanion/verifier/ensure-verify-page';
import { assertRestored } from '../backup/unfinished-restore.ts';
import { removePortalRun, writePortalRun } from '../portal-run-file.ts';
import { buildWeb } from './build-web.ts';
import { childEnv } from './child-env.ts';
import { ensureMasterKey } from './ensure-master-key.ts';
import type { StartEnv } from './env.ts';
import { keepRunning } from './keep-running.ts';
import { messageOf } from './message-of.ts';
import { workerFlags } from './node-flags.ts';
import { type Running, type Start, startChild } from './start-child.ts';
import { assertPortFree, startWeb } from './start-web.ts';

export interface PortalOptions {
  readonly root: string;
  readonly env: StartEnv;
  /** Pages are compiled when they are asked for, and again when they change. */
  readonly dev: boolean;
  readonly stopping: AbortSignal;
  readonly print: (text: string) => void;
}

/**
 * The whole portal in one terminal: PostgreSQL, web server and workers come up in this order and go
 * down in the reverse one, also when a later one can't start. Returns after `stopping`.
 */
export async function runPortal(options: PortalOptions): Promise<void> {
  const { root, env, dev, stopping, print } = options;
  const closers: (() => Promise<void>)[] = [];
  try {
    await assertPortFree(env.host, env.port);
    assertRestored(env.dataDir);
    if (!dev) await buildWeb({ root, stopping, report: print });

    const database = await startDatabase(env, print);
    closers.push(database.stop);
    await awaitDatabase(database.ownerUrl);
    if (env.migratesOnStart) await migrate(database.ownerUrl, { portalUrl: database.url });
    await assertUsable(database.url);
    if (env.masterKeyFile !== null) await ensureMasterKey(env.masterKeyFile, database.url);
    const variables = {
      ...childEnv(env, database.url),
      ...modeVariables(dev),
      VERIFY_PAGE_FILE: await ensureVerifyPage(),
    };
    for (const [name, start] of children(options, variables)) {
      stopping.throwIfAborted();
      closers.push(keepRunning(await start(stopping), { name, start, report: print }));
    }
    closers.push(() => removePortalRun(env.dataDir));
    await writePortalRun(env.dataDir, {
      pid: process.pid,
      url: env.publicUrl,
      databaseUrl: database.url,
    });

    const adminLink = await firstAdminLink(database.url, env.publicUrl);
    print(banner({ ...env, adminLink }));
    if (!stopping.aborted) await once(stopping, 'abort');
  } finally {
    for (const close of closers.toReversed()) {
      await close().catch((error: unknown) => print(`Stopping: ${messageOf(error)}`));
    }
  }
}

/** Before anything is asked of tables that may not be there. */
async function assertUsable(databaseUrl: string): Promise<void> {
  const database = connect(databaseUrl, { max: 1, applicationName: 'workcompanion start' });
  try {
    await assertSchema(database.db);
  } finally {
    await database.close();
  }
}

function modeVariables(dev: boolean): NodeJS.ProcessEnv {
  return dev ? { NEXT_DEV: 'true', NODE_ENV: 'development' } : { NODE_ENV: 'production' };
}

function children(
  { root, env }: PortalOptions,
  variables: NodeJS.ProcessEnv,
): readonly (readonly [name: string, start: Start])[] {
  // glibc's arenas, one or two a thread, keep what uploads have freed: a third of the memory.
  const workerVariables = { ...variables, MALLOC_ARENA_MAX: '2' };
  const nodeFlags = workerFlags(Number.parseInt(process.versions.node, 10));
  const worker = (main: string): Start => {
    const entry = join(root, 'workers', main);
    return async () => startChild({ entry, nodeFlags, env: workerVariables, cwd: root });
  };
  return [
    ['The web server', startWeb(root, env, variables)],
    ['The workers', worker('main.ts')],
    ...Array.from({ length: env.textReaders }, (_, index): readonly [string, Start] => [
      env.textReaders === 1 ? 'The text reader' : `Text reader ${index + 1}`,
      worker(join('texts', 'main.ts')),
    ]),
  ];
}

interface BannerFacts {
  readonly publicUrl: string;
  /** Null once there is an account. */
  readonly adminLink: string | null;
  readonly masterKeyFile: string | null;
}

/** What the operator reads once everything is up. */
function banner({ publicUrl, adminLink, masterKeyFile }: BannerFacts): string {
  const lines = ['', `  WorkCompanion is ready at ${publicUrl}`];
  if (adminLink) {
    lines.push('', '  Make the first account here (once, within 24 hours):', `  ${adminLink}`);
  }
  if (adminLink && masterKeyFile) {
    lines.push(
      '',
      `  The master key is in ${masterKeyFile}.`,
      '  Keep a copy elsewhere: without it, no recording can ever be opened.',
    );
  }
  return [...lines, '', '  Stop with Ctrl+C.', ''].join('\n');
}

/** The address at which the first account is made, or null once there is one. */
async function firstAdminLink(databaseUrl: string, publicUrl: string): Promise<string | null> {
  const database = connect(databaseUrl, { max: 1, applicationName: 'workcompanion start' });
  try {
    const token = await issueFirstAdminLink(database.db, Date.now() * 1000);
    return token === null ? null : `${publicUrl}/welcome?token=${token}`;
  } finally {
    await database.close();
  }
}

interface StartedDatabase {
  readonly url: string;
  /** For migrations alone. */
  readonly ownerUrl: string;
  stop(): Promise<void>;
}

/** The operator's server when DATABASE_URL names one; else our own, kept running. */
async function startDatabase(
  env: StartEnv,
  report: (line: string) => void,
): Promise<StartedDatabase> {
  if (env.databaseUrl !== null) {
    const { databaseUrl: url, databaseOwnerUrl } = env;
    return { url, ownerUrl: databaseOwnerUrl ?? url, stop: async () => {} };
  }
  const directory = join(env.dataDir, 'postgres');
  const first = await startEmbeddedPostgres({ directory });
  // The others have the address in their environment, so that it must stay.
  const port = Number(new URL(first.url).port);
  const stop = keepRunning(asRunning(first), {
    name: 'PostgreSQL',
    report,
    start: async () => asRunning(await startEmbeddedPostgres({ directory, port })),
  });
  return { url: first.url, ownerUrl: first.ownerUrl, stop };
}

function asRunning(server: EmbeddedPostgres): Running {
  return {
    ended: server.ended.then(() => ({ cause: 'killed', how: 'its process is gone' })),
    stop: () => server.stop(),
  };
}
