import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { verifyChain } from '@workcompanion/core/crypto/verify-chain';
import { pino } from 'pino';
import { describe, expect, onTestFinished, test } from 'vitest';
import { recordTestSegment } from '../../testing/record-test-segment.ts';
import { setUpUploader } from '../../testing/set-up-uploader.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { until } from '../../testing/until.ts';
import { systemClock } from '../clock.ts';
import { ComparedEntries } from '../journal/compared-entries.ts';
import { Journal } from '../journal/journal.ts';
import { openDatabase } from '../journal/journal-database.ts';
import { LastEntryNote } from '../journal/last-entry-note.ts';
import { UploadQueue } from '../journal/upload-queue.ts';
import { JournalSync } from './journal-sync.ts';
import { RateLimiter } from './rate-cap.ts';
import { Uploader } from './uploader.ts';

const log = pino({ level: 'silent' });

function applied(policyVersion: number) {
  return { body: { kind: 'policy-applied', policyVersion } } as const;
}

describe('a journal and what the server holds of it', () => {
  test('come in step when the server has lost entries: they are sent again', async () => {
    const set = await setUpUploader();
    const { portal, journal, database, queue, client, device, record, start, allSent } = set;
    for (let n = 0; n < 4; n += 1) await journal.append(applied(n));
    const kept = await record();
    const gone = await record();
    const uploader = start();
    uploader.wake();
    await allSent();
    const receipts = { device, signingKey: portal.state.signing.publicKey };
    const sync = new JournalSync({
      journal,
      entries: new ComparedEntries(database),
      log,
      ask: () => client.journalHead(receipts),
      onQueued: () => uploader.wake(),
    });
    onTestFinished(() => sync.stop());
    await sync.onHeartbeat(portal.state.reach());
    expect(sync.isInStep).toBe(true);
    expect(queue.waitingCount()).toBe(0);

    await rm(gone.path);
    // An older state of its database: the end is gone, and a hole is in what is left.
    for (const index of [1, 3, 5]) {
      portal.state.journal.delete(index);
      portal.state.statements.delete(index);
    }
    await sync.onHeartbeat(portal.state.reach());
    await allSent();
    // The last is a segment, and its file is gone for long: the server knows of it what it can.
    expect([...portal.state.journal.keys()].sort()).toEqual([0, 1, 2, 3, 4]);
    expect(queue.parked(9)).toEqual([{ index: 5, code: 'file-missing' }]);
    expect(portal.state.segments.has(kept.segment)).toBe(true);
  });

  test('come in step when an older state of the device has come back', async () => {
    const set = await setUpUploader();
    const { portal, journal, database, client, device, privateKey, publicKey, folder } = set;
    const { state } = portal;
    for (let n = 0; n < 3; n += 1) await journal.append(applied(n));
    const before = join(await tempFolder(), 'journal.db');
    database.exec(`vacuum into '${before}'`);
    for (let n = 3; n < 6; n += 1) await journal.append(applied(n));
    const sent = database.prepare<[], { statement: string }>('select statement from journal').all();
    await client.sendJournal(sent.map(({ statement }) => statement));

    // Three entries that the server has are not known here, and their places are used again.
    const older = openDatabase(before);
    const note = new LastEntryNote(`${before}.last-entry`);
    const again = new Journal({
      database: older,
      note,
      segments: folder,
      log,
      device,
      privateKey,
      clock: systemClock,
      clockOffset: () => null,
    });
    await again.append(applied(30));
    const { keyId } = state.issueKey(Date.now());
    const segment = await recordTestSegment({ folder, journal: again, keyId });
    for (let n = 31; n < 35; n += 1) await again.append(applied(n));
    const queue = new UploadQueue(older);
    const receipts = { device, signingKey: state.signing.publicKey };
    const sync = new JournalSync({
      journal: again,
      entries: new ComparedEntries(older),
      log,
      ask: () => client.journalHead(receipts),
      onQueued: () => uploader.wake(),
    });
    const uploader = new Uploader({
      folder,
      client,
      queue,
      receipts,
      log,
      rate: new RateLimiter(systemClock),
      giveBackKey: async () => true,
      onRefused: () => void sync.compare(),
    });
    again.on('appended', () => uploader.wake());
    onTestFinished(async () => {
      sync.stop();
      await uploader.stop(0);
      older.close();
      note.close();
    });
    uploader.wake();
    // By the refusals alone: no heartbeat tells of it.
    await until(
      'both to be in step',
      () => sync.isInStep && queue.waitingCount() + queue.parkedCount() === 0,
    );

    const { next, end } = state.reach();
    expect(next).toBe(end);
    expect(state.segments.get(segment.segment)?.body).toEqual(segment.content);
    const versions = state.entries('policy-applied').map(({ policyVersion }) => policyVersion);
    expect(versions.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 30, 31, 32, 33, 34]);
    expect(new Set(versions).size).toBe(versions.length);
    expect(state.entries('journal-damaged').map(({ cause }) => cause)).toContain('behind');
    const all = [...state.journal].sort(([a], [b]) => a - b).map(([, jws]) => jws);
    expect(await verifyChain(all, publicKey)).toMatchObject({ ok: true });
    expect(again.lastDamage()?.isTold).toBe(true);
    await rm(before, { force: true });
  });
});
