import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { openArchivePlace } from '../archive-place.ts';
import { endBySignal } from '../held-open.ts';
import { startTosSink } from '../tos-process.ts';

/** A bench that tells where its servers are, and then takes for ever. */
await endBySignal(async () => {
  const place = await openArchivePlace();
  try {
    const sink = await startTosSink();
    try {
      const { scratch, databaseUrl } = place;
      console.log(JSON.stringify({ scratch, databaseUrl, sink: `http://${sink.endpoint}` }));
      for (;;) {
        await place.db.execute(sql`select 1`);
        await sleep(50);
      }
    } finally {
      await sink.stop();
    }
  } finally {
    await place.stop();
  }
});
