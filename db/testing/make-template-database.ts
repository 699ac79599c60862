import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { ensureDatabase } from '../embedded/ensure-database.ts';
import { startEmbeddedPostgres } from '../embedded/start-embedded-postgres.ts';
import { withDatabase } from '../embedded/with-database.ts';
import { migrate } from '../migrate.ts';
import { testDatabaseUrl } from './env.ts';

/** A migrated database that nobody connects to: each test file clones it. */
export interface TemplateDatabase {
  readonly url: string;
  remove(): Promise<void>;
}

/** On the server of TEST_DATABASE_URL, or on one that is thrown away afterwards. */
export async function makeTemplateDatabase(): Promise<TemplateDatabase> {
  const server = await testServer();
  const url = withDatabase(server.url, `template_${randomUUID()}`);
  await ensureDatabase(url);
  await migrate(url);
  return {
    url,
    remove: async () => {
      await dropDatabase(url);
      await server.stop();
    },
  };
}

interface TestServer {
  readonly url: string;
  stop(): Promise<void>;
}

async function testServer(): Promise<TestServer> {
  const given = testDatabaseUrl();
  if (given !== null) return { url: given, stop: async () => {} };
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
