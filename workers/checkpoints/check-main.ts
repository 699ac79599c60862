import {
  objectStoreOptions,
  openObjectStores,
} from '@workcompanion/core/storage/objects/open-object-stores';
import { connect } from '@workcompanion/db/client';
import type { JournalPlaces } from '@workcompanion/db/journal/read-journal-texts';
import { signingKeys } from '@workcompanion/db/keys/signing-keys';
import { checkpoints } from '@workcompanion/db/schema/checkpoints';
import { asc, between } from 'drizzle-orm';
import { readWorkerEnv } from '../env.ts';
import { checkLinks } from './check-links.ts';
import { isAsCommitted, nameCulprits } from './name-culprits.ts';

const USAGE = `Compares the journals with the checkpoints, all or those from FIRST to LAST (DATABASE_URL).

  node workers/checkpoints/check-main.ts [FIRST [LAST]]

Ends with 0 when all is as committed, 1 when not, 64 when it is not asked rightly.
`;

const [first = 0, last = first === 0 ? Number.MAX_SAFE_INTEGER : first] = process.argv
  .slice(2)
  .map(Number);
if (process.argv.length > 4 || !Number.isSafeInteger(first) || !Number.isSafeInteger(last)) {
  process.stderr.write(USAGE);
  process.exitCode = 64;
} else {
  const env = readWorkerEnv();
  const database = connect(env.DATABASE_URL, {
    applicationName: 'workcompanion check',
  });
  try {
    const { journal } = openObjectStores(objectStoreOptions(env));
    if (!(await check({ db: database.db, journal }))) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

async function check(places: JournalPlaces): Promise<boolean> {
  const { db } = places;
  const keys = await signingKeys(db);
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const broken = await checkLinks(db, keys);
  for (const number of broken) print(`${number} is not what was signed, or does not follow`);
  const hours = await db
    .select()
    .from(checkpoints)
    .where(between(checkpoints.number, first, last))
    .orderBy(asc(checkpoints.number));
  let differing = 0;
  for (const hour of hours) {
    const from = new Date(hour.from / 1000).toISOString();
    const isSame = await isAsCommitted(db, hour);
    print(
      `${hour.number} ${from} ${hour.statements} entries ${isSame ? 'as committed' : 'DIFFERS'}`,
    );
    if (isSame) continue;
    differing += 1;
    for (const { kind, device, index } of await nameCulprits(places, hour, keys)) {
      print(`  ${kind}: entry ${index} of device ${device}`);
    }
  }
  return broken.length + differing === 0;
}
