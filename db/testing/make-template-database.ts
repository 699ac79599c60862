import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import {
  ensureDatabase,
  startEmbeddedPostgres,
  withDatabase,
} from '../embedded/start-embedded-postgres.ts';
import { migrate } from '../migrate.ts';
import { ensureRole } from '../role/ensure-role.ts';
import { testDatabaseUrl } from './env.ts';

/** A migrated database that nobody connects to: each test file clones it. */
export interface TemplateDatabase {
  readonly addresses: TemplateAddresses;
  remove(): Promise<void>;
}

export interface TemplateAddresses {
  readonly ownerUrl: string;
  /** Address for the role that portal and workers connect as. */
  readonly portalUrl: string;
}

/** On the server of TEST_DATABASE_URL, or on one that is thrown away afterwards. */
export async function makeTemplateDatabase(): Promise<TemplateDatabase> {
  const server = await testServer();
  const ownerUrl = withDatabase(server.url, `template_${randomUUID()}`);
  const portal = new URL(ownerUrl);
  portal.username = `portal_${randomUUID()}`;
  portal.password = randomUUID();
  await ensureDatabase(ownerUrl);
  await ensureRole(ownerUrl, portal.href);
  await migrate(ownerUrl, { portalUrl: portal.href });
  return {
    addresses: { ownerUrl, portalUrl: portal.href },
    remove: async () => {
      await remove(ownerUrl, portal.username);
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
  const parent = (await hasRoom(MEMORY)) ? MEMORY : tmpdir();
  const directory = await mkdtemp(path.join(parent, 'workcompanion-test-postgres-'));
  const server = await startEmbeddedPostgres({ directory, durable: false });
  return {
    url: server.ownerUrl,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Linux's memory file system: each clone is some 700 files, which ext4 takes long to make and to delete. */
const MEMORY = '/dev/shm';
/** Clones of all workers, and PostgreSQL's log, with much to spare. */
const NEEDED_BYTES = 3 * 1024 ** 3;

async function hasRoom(folder: string): Promise<boolean> {
  const facts = await statfs(folder).catch(() => null);
  return facts !== null && facts.bavail * facts.bsize >= NEEDED_BYTES;
}

async function remove(url: string, role: string): Promise<void> {
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  await client.query(`drop database ${client.escapeIdentifier(new URL(url).pathname.slice(1))}`);
  await client.query(`drop role ${client.escapeIdentifier(role)}`);
  await client.end();
}
