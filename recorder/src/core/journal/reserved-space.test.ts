import { truncateSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hasPrograms } from '../../testing/has-programs.ts';
import { canMount, SmallDisk } from '../../testing/small-disk.ts';
import { tempFolder } from '../../testing/temp-folder.ts';
import { Facts } from './facts.ts';
import { openDatabase } from './journal-database.ts';
import { ReservedSpace } from './reserved-space.ts';

test('takes real blocks, gives them up, and tells the next start so', async () => {
  const folder = await tempFolder();
  const room = new ReservedSpace(folder);
  expect(room.releasedAt).toBeNull();
  expect(await room.take()).toBe(true);
  const { size, blocks } = await stat(join(folder, 'journal.spare'));
  expect(blocks * 512).toBeGreaterThanOrEqual(size);
  room.release();
  expect(new ReservedSpace(folder).releasedAt).toBeGreaterThan(0);
  expect(await room.take()).toBe(true);
  expect(new ReservedSpace(folder).releasedAt).toBeNull();
});

test.skipIf(!hasPrograms('mount') || !canMount())(
  'lets the journal of a second run write when others take each byte that is freed',
  async () => {
    const disk = await SmallDisk.mount(16);
    const room = new ReservedSpace(disk.data);
    const opened = async () => {
      const database = openDatabase(join(disk.data, 'journal.db'));
      room.attach(database);
      expect(await room.take()).toBe(true);
      return database;
    };
    // A log ends with the run that has written it.
    (await opened()).close();
    const database = await opened();
    const facts = new Facts(database);
    disk.fill();
    for (let n = 0; n < 500; n += 1) facts.set('update', `${n} ${'x'.repeat(800)}`);
    expect(room.releasedAt).toBeNull();
    truncateSync(join(disk.data, 'journal.spare'), 0);
    disk.fill();
    expect(await room.take()).toBe(false);
    expect(room.releasedAt).not.toBeNull();
    disk.free();
    expect(await room.take()).toBe(true);
    database.close();
  },
);
