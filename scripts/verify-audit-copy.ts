import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { keyThumbprint } from '@workcompanion/core/crypto/key-pair';
import { Ed25519Jwk } from '@workcompanion/core/protocol/primitives';
import { verifyAuditCopy } from '@workcompanion/db/audit/audit-copy';
import { messageOf } from './start/message-of.ts';

/**
 * `npm run verify-audit-copy -- FILE --key FILE`: whether a file of a syslog server holds the audit log
 * as the portal wrote it, without a hole. The key is the server's public one, as JSON (JWK).
 */
const { values, positionals } = parseArgs({
  options: { key: { type: 'string' } },
  allowPositionals: true,
});
const [file] = positionals;
try {
  if (file === undefined || values.key === undefined) throw new Error('Name FILE and --key FILE.');
  const key = Ed25519Jwk.parse(JSON.parse(await readFile(values.key, 'utf8')));
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Infinity });
  const verdict = await verifyAuditCopy(lines, key);
  if (verdict.ok) {
    console.log(`Entries ${verdict.from} to ${verdict.to} are as the portal wrote them.`);
    console.log(`The last one's hash is ${verdict.head}; the key's thumbprint`);
    console.log(`${await keyThumbprint(key)} must be the one that the page Integrity shows.`);
  } else {
    console.log(`Line ${verdict.line}: entry ${verdict.seq} is ${verdict.problem}.`);
    process.exitCode = 1;
  }
} catch (error) {
  console.error(`Nothing was verified. ${messageOf(error)}`);
  process.exitCode = 64;
}
