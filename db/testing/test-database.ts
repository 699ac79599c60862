import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { connect, type DatabaseConnection } from '../client.ts';
import { withDatabase } from '../embedded/with-database.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Answers with the template's URL, and makes the template when first asked. */
    templateSource: string;
  }
}

export interface TestDatabase extends DatabaseConnection {
  readonly url: string;
}

/**
 * A database of the test file's own, cloned from the migrated template: call it in `beforeAll` and
 * `close` in `afterAll`. `close` fails when a connection was left open, and names it.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
  const templateUrl = await askForTemplate();
  const name = `test_${randomUUID()}`;
  await administer(templateUrl, async (client) => {
    const template = client.escapeIdentifier(new URL(templateUrl).pathname.slice(1));
    await client.query(`create database ${client.escapeIdentifier(name)} template ${template}`);
  });
  const url = withDatabase(templateUrl, name);
  const connection = connect(url);
  return {
    ...connection,
    url,
    close: async () => {
      await connection.close();
      await dropUnused(templateUrl, name);
    },
  };
}

async function askForTemplate(): Promise<string> {
  const answer = await fetch(inject('templateSource'));
  const text = await answer.text();
  if (!answer.ok) throw new Error(`no test database: ${text}`);
  return text;
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
