import { newId, SegmentId, UserId } from '@workcompanion/core/ids';
import type { Restore } from '@workcompanion/db/restores/advance-restore';
import { expect, it } from 'vitest';
import { restoreStatus } from './read-restores.ts';

const NOW = 1_000;
const restore = (part: Partial<Restore>): Restore => ({
  id: 1,
  segmentId: newId(SegmentId),
  requestedBy: newId(UserId),
  requestedAt: 0,
  tier: 'standard',
  expectedAt: 2_000,
  checkedAt: null,
  readyAt: null,
  readableUntil: null,
  failedAt: null,
  lastError: null,
  ...part,
});

it('says when the last of what is on its way should be there', () => {
  const latest = [restore({ expectedAt: 3_000 }), restore({}), restore({ readyAt: 500 })];
  expect(restoreStatus(latest, NOW)).toEqual({
    restoring: 2,
    ready: 1,
    failed: 0,
    expectedAt: 3_000,
  });
});

it('forgets what was readable and is so no more', () => {
  const latest = [
    restore({ readyAt: 500, readableUntil: 1_001 }),
    restore({ readyAt: 500, readableUntil: 1_000 }),
    restore({ failedAt: 500 }),
  ];
  expect(restoreStatus(latest, NOW)).toEqual({
    restoring: 0,
    ready: 1,
    failed: 1,
    expectedAt: null,
  });
});
