import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setUpUploader } from '../../testing/set-up-uploader.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { DiskWatch } from '../capture/disk-watch.ts';
import { ReservedSpace } from '../journal/reserved-space.ts';
import { KeptFiles } from './kept-files.ts';

const MB = 1024 * 1024;
const HOUR = 3_600_000_000;

/** So many segments that were sent and receipted, oldest first. */
async function setUpKept(count: number, bytes?: number) {
  const { folder, queue, record, start, allSent } = await setUpUploader();
  const sent: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const { segment } = await record({
      startMs: Date.now() - (count - n) * 60_000,
      ...(bytes && { bytes }),
    });
    sent.push(`${segment}.ts`);
  }
  const uploader = start();
  uploader.wake();
  await allSent();
  await uploader.stop(5_000);
  const clock = { now: Date.now() * 1000 };
  const open = () => new KeptFiles({ queue, folder, now: () => clock.now });
  const names = async () => (await readdir(folder)).filter((name) => name.endsWith('.ts')).sort();
  return { folder, queue, sent, clock, open, names };
}

describe('a file that was sent', () => {
  test('stays until the server has committed to it, and goes then', async () => {
    const { queue, sent, clock, open, names } = await setUpKept(3);
    const kept = open();
    await kept.deleteCovered(null);
    await kept.deleteCovered(clock.now - HOUR);
    expect(await names()).toEqual(sent);
    expect(queue.keptAmount().segments).toBe(3);
    expect([queue.backlog().segments, queue.unsentBytes()]).toEqual([0, 0]);

    await kept.deleteCovered(clock.now + HOUR);
    expect(await names()).toEqual([]);
    expect(queue.keptAmount()).toEqual({ segments: 0, bytes: 0 });
  });

  test('goes after a day without that, and at the next look when a kill came between', async () => {
    const { folder, queue, sent, clock, open, names } = await setUpKept(2);
    // Deleted, and not written down.
    await rm(join(folder, sent[0] ?? ''));
    clock.now += 23 * HOUR;
    await open().deleteCovered(null);
    expect(await names()).toEqual(sent.slice(1));
    clock.now += 2 * HOUR;
    await open().deleteCovered(null);
    expect(await names()).toEqual([]);
    expect(queue.kept()).toEqual([]);
  });

  test('goes first when room is needed, the oldest before the others, and stops no recording', async () => {
    const { folder, queue, sent, open, names } = await setUpKept(4, 3 * MB);
    const reserve = new ReservedSpace(await tempFolder());
    const former = { unsent: { entries: 0, refused: 0, segments: 0, bytes: 0, oldest: null } };
    const disk = new DiskWatch({ segments: folder, queue, former, keptFiles: open(), reserve });
    const quota = { quotaBytes: 16 * MB, minimumFreeBytes: 0 };
    await disk.check(quota);
    // Half of the quota is for them.
    expect(await names()).toEqual(sent.slice(2));
    disk.grows({ bytes: 5 * MB });
    await disk.check(quota);
    expect(await names()).toEqual(sent.slice(3));
    expect(disk.full).toBe(false);
    await disk.check({ ...quota, minimumFreeBytes: Number.MAX_SAFE_INTEGER });
    expect(await names()).toEqual([]);
  });
});
