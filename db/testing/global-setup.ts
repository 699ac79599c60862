import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { ensureDatabase } from '../embedded/ensure-database.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { withDatabase } from '../embedded/with-database.ts';
import { migrate } from '../migrate.ts';
import { testDatabaseUrl } from './env.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A migrated database that nobody connects to: each test file clones it. */
    templateUrl: string;
  }
}

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** Once a run: a server, and on it a migrated template. Returns the teardown. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const templateUrl = withDatabase(server.url, `template_${randomUUID()}`);
  await ensureDatabase(templateUrl);
  await migrate(templateUrl);
  project.provide('templateUrl', templateUrl);
  return async () => {
    await dropDatabase(templateUrl);
    await server.stop();
  };
}

async function testServer(): Promise<TestServer> {
  const given = testDatabaseUrl();
  if (given) return { url: given, stop: async () => {} };
  const directory = await mkdtemp(path.join(tmpdir(), 'workcompanion-test-postgres-'));
  const server = await startEmbeddedPostgres({ directory, durable: false });
  return {
    url: server.url,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function dropDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  await client.query(`drop database ${client.escapeIdentifier(new URL(url).pathname.slice(1))}`);
  await client.end();
}
