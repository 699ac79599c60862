import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import { DeviceId } from '@workcompanion/core/ids';
import { systemClock } from '../core/clock.ts';
import { Journal } from '../core/journal/journal.ts';
import { openDatabase } from '../core/journal/open-database.ts';

/** A process to be killed: appends without end, and says each index once it may be relied on. */
const [path = '', device = ''] = process.argv.slice(2);
const { privateKey } = await generateSigningKeyPair();
const journal = new Journal({
  database: openDatabase(path),
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
