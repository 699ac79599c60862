import { randomBytes } from 'node:crypto';
import { segmentBacklog } from '@workcompanion/db/queries/segment-backlog';
import { wantThumbnails } from '@workcompanion/db/queries/want-thumbnails';
import { thumbnailQueue } from '@workcompanion/db/schema/thumbnail-packs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ThumbnailClaims, type ThumbnailMode } from './claim-thumbnails.ts';
import { insertSegments } from './testing/insert-segments.ts';
import { openThumbnailFixture, type ThumbnailFixture } from './testing/thumbnail-fixture.ts';

const START = Date.UTC(2026, 10, 24, 9) * 1000;
const MINUTE = 60_000_000;

let fixture: ThumbnailFixture;
beforeAll(async () => {
  fixture = await openThumbnailFixture();
});
afterAll(() => fixture.dispose());
beforeEach(async () => {
  await fixture.ctx.db.delete(thumbnailQueue);
});

/** A device with so many segments that wait, a minute each. */
async function waiting(count: number, startsAt = START) {
  const recording = await fixture.record();
  const plain = Array.from({ length: count }, () => randomBytes(64));
  return await insertSegments(fixture.ctx, recording, { plain, startsAt });
}

const claim = (limit: number, mode: ThumbnailMode = 'all', now = START + 60 * MINUTE) => ({
  limit,
  leaseMs: 60_000,
  mode,
  now,
});

const idsOf = (segments: readonly { readonly id: string }[]) => segments.map(({ id }) => id).sort();

describe('the queue of thumbnails', () => {
  it('serves each device in turn, the newest of each first, whatever backlog one has', async () => {
    const [many, few, one] = [await waiting(40), await waiting(2), await waiting(1)];
    const claims = new ThumbnailClaims();
    const first = idsOf(await claims.next(fixture.ctx.db, claim(6)));
    expect(first).toEqual(idsOf([...many.slice(-2), ...few, ...one]));
    const second = idsOf(await claims.next(fixture.ctx.db, claim(6)));
    expect(second).toEqual(idsOf(many.slice(-8, -2)));
  });

  it('goes on behind the devices that it has served, round and round', async () => {
    const devices = [await waiting(2), await waiting(2), await waiting(2)];
    const claims = new ThumbnailClaims();
    const served: string[][] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const claimed = await claims.next(fixture.ctx.db, claim(2));
      served.push(idsOf(claimed.map(({ deviceId }) => ({ id: deviceId }))));
    }
    const [a, b, c] = idsOf(devices.map(([segment]) => ({ id: segment?.deviceId ?? '' })));
    expect(served).toEqual([
      [a, b],
      [a, c],
      [b, c],
    ]);
  });

  it('is shared by the workers of many nodes, none of whom gets what another has', async () => {
    const segments = [...(await waiting(5)), ...(await waiting(5))];
    const nodes = [new ThumbnailClaims(), new ThumbnailClaims(), new ThumbnailClaims()];
    const claimed = await Promise.all(nodes.map((claims) => claims.next(fixture.ctx.db, claim(4))));
    expect(claimed.every((each) => each.length > 0)).toBe(true);
    const rest = await new ThumbnailClaims().next(fixture.ctx.db, claim(10));
    expect(idsOf([...claimed.flat(), ...rest])).toEqual(idsOf(segments));
  });

  it('tells how many wait, and since when', async () => {
    expect(await segmentBacklog(fixture.ctx.db, thumbnailQueue)).toEqual({
      waiting: 0,
      oldestMs: null,
    });
    await waiting(3);
    expect(await segmentBacklog(fixture.ctx.db, thumbnailQueue)).toEqual({
      waiting: 3,
      oldestMs: START / 1000,
    });
  });
});

describe('where few thumbnails are made without anybody asking', () => {
  it('the newest only: what is older than two hours waits', async () => {
    const old = await waiting(2, START - 300 * MINUTE);
    const fresh = await waiting(2);
    const claims = new ThumbnailClaims();
    expect(idsOf(await claims.next(fixture.ctx.db, claim(10, 'newest')))).toEqual(idsOf(fresh));
    expect(await claims.next(fixture.ctx.db, claim(10, 'newest'))).toEqual([]);
    expect(idsOf(await claims.next(fixture.ctx.db, claim(10)))).toEqual(idsOf(old));
  });

  it.each(['newest', 'on-demand'] as const)(
    '%s: those of a day that somebody opens',
    async (mode) => {
      const old = await waiting(3, START - 300 * MINUTE);
      await waiting(3, START - 300 * MINUTE);
      const claims = new ThumbnailClaims();
      expect(await claims.next(fixture.ctx.db, claim(10, mode))).toEqual([]);
      const deviceIds = old.slice(0, 1).map(({ deviceId }) => deviceId);
      const [, from = START] = old.map(({ startsAt }) => startsAt);
      await wantThumbnails(fixture.ctx.db, { deviceIds, from, to: START });
      const claimed = idsOf(await claims.next(fixture.ctx.db, claim(10, mode)));
      // A segment may last an hour: those that begin up to an hour before are wanted too.
      expect(claimed).toEqual(idsOf(old));
    },
  );
});
