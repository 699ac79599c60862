import { dirname, join } from 'node:path';
import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { DeviceId } from '@workcompanion/core/ids';
import { pino } from 'pino';
import { systemClock } from '../core/clock.ts';
import { Journal } from '../core/journal/journal.ts';
import { openDatabase } from '../core/journal/journal-database.ts';
import { LastEntryNote } from '../core/journal/last-entry-note.ts';

/** A process to be killed: appends without end, and says each index once it may be relied on. */
const [path = '', device = ''] = process.argv.slice(2);
const { privateKey } = await generateSigningKeyPair();
const folder = dirname(path);
const journal = new Journal({
  database: openDatabase(path),
  note: new LastEntryNote(join(folder, 'last-entry')),
  segments: folder,
  log: pino({ level: 'silent' }),
  device: DeviceId.parse(device),
  privateKey,
  clock: systemClock,
  clockOffset: () => null,
});
for (let version = 0; ; version += 1) {
  const [entry] = await journal.append({
    body: { kind: 'policy-applied', policyVersion: version },
  });
  process.stdout.write(`${entry?.index}\n`);
}
