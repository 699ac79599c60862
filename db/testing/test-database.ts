import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { z } from 'zod';
import { connect, type DatabaseConnection } from '../client.ts';
import { withDatabase } from '../embedded/start-embedded-postgres.ts';
import type { TemplateAddresses } from './make-template-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Answers with the template's addresses, and makes the template when first asked. */
    templateSource: string;
  }
}

/** Connected as the role of portal and workers, so that tests show what its rights suffice for. */
export interface TestDatabase extends DatabaseConnection {
  readonly url: string;
  /** For what only the owner can do: tables of a test's own, forgeries, the end of what is kept. */
  readonly owner: Omit<DatabaseConnection, 'close'>;
  readonly ownerUrl: string;
}

/**
 * A database of the test file's own, cloned from the migrated template: call it in `beforeAll` and
 * `close` in `afterAll`. `close` fails when a connection was left open, and names it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const template = await askForTemplate();
  const name = `test_${randomUUID()}`;
  await administer(template.ownerUrl, async (client) => {
    const original = client.escapeIdentifier(new URL(template.ownerUrl).pathname.slice(1));
    await client.query(`create database ${client.escapeIdentifier(name)} template ${original}`);
  });
  const url = withDatabase(template.portalUrl, name);
  const ownerUrl = withDatabase(template.ownerUrl, name);
  const connection = connect(url);
  // It connects when it is first used.
  const owner = connect(ownerUrl);
  return {
    ...connection,
    url,
    owner,
    ownerUrl,
    close: async () => {
      await connection.close();
      await owner.close();
      await dropUnused(template.ownerUrl, name);
    },
  };
}

const Addresses = z.object({ ownerUrl: z.string(), portalUrl: z.string() });

async function askForTemplate(): Promise<TemplateAddresses> {
  const answer = await fetch(inject('templateSource'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`no test database: ${text}`);
  return Addresses.parse(JSON.parse(text));
}

async function dropUnused(serverUrl: string, name: string): Promise<void> {
  const leaked = await administer(serverUrl, async (client) => {
    const left = await remainingSessions(client, name);
    await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`);
    return left;
  });
  if (leaked.length > 0) throw new Error(`connections left open: ${leaked.join('; ')}`);
}

/** The server notices a closed connection a moment after the client. */
async function remainingSessions(client: Client, name: string): Promise<string[]> {
  let left: string[] = [];
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const { rows } = await client.query<{ session: string }>(
      `select application_name || ': ' || query as session from pg_stat_activity
       where datname = $1 and backend_type = 'client backend'`,
      [name],
    );
    left = rows.map((row) => row.session);
    if (left.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return left;
}

async function administer<T>(url: string, act: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: withDatabase(url, 'postgres') });
  await client.connect();
  try {
    return await act(client);
  } finally {
    await client.end();
  }
}
