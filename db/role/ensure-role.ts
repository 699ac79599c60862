import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto';
import { Client } from 'pg';

/**
 * Makes the role of `portalUrl` that can connect and, by itself, nothing else; one that is there gets
 * this password. Nothing is written while it connects already: the disk may be full.
 */
export async function ensureRole(ownerUrl: string, portalUrl: string): Promise<void> {
  if (await connects(portalUrl)) return;
  const { username, password } = new URL(portalUrl);
  const client = new Client({ connectionString: ownerUrl });
  client.on('error', () => {});
  await client.connect();
  try {
    const role = client.escapeIdentifier(username);
    const { rowCount } = await client.query('select from pg_roles where rolname = $1', [username]);
    if (rowCount === 0) await client.query(`create role ${role}`);
    await client.query(
      `alter role ${role} login nosuperuser nocreatedb nocreaterole noreplication nobypassrls
       password ${client.escapeLiteral(scramVerifier(password))}`,
    );
  } finally {
    await client.end();
  }
}

async function connects(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

const ITERATIONS = 4096;

/**
 * What PostgreSQL stores of a password (RFC 5803), so that no log of statements holds the password
 * itself. It must be of ASCII characters.
 */
function scramVerifier(password: string): string {
  const salt = randomBytes(16);
  const salted = pbkdf2Sync(password, salt, ITERATIONS, 32, 'sha256');
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest();
  const stored = createHash('sha256').update(keyOf('Client Key')).digest('base64');
  const server = keyOf('Server Key').toString('base64');
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${stored}:${server}`;
}
