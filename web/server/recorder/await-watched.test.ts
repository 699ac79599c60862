import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { WatchNotifier } from '../views/watch-notifier.ts';
import { awaitWatched } from './await-watched.ts';

const SECOND = 1_000_000;
let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

async function setUp() {
  const world = { now: Date.now() * 1000 };
  const base: ServerContext = {
    ...server.context({ now: () => world.now }),
    watchNotifier: new WatchNotifier(),
  };
  const device = await TestDevice.enrolled(base);
  const viewer = await makeUser(base, ['compliance']);
  const leaving = new AbortController();
  const held = (known: boolean) => awaitWatched(device.in(base), { known, signal: leaving.signal });
  const watch = (live: boolean, of = device.id) =>
    logDelivery(viewer, {
      device: of,
      purposeId: null,
      stretch: {
        kind: 'footage',
        display: 'HDMI-1',
        from: world.now - (live ? 9 : 600) * SECOND,
        to: world.now - (live ? 0 : 590) * SECOND,
      },
    });
  return { base, world, held, watch, leave: () => leaving.abort() };
}

test('a recorder that waits is told as soon as somebody watches live', async () => {
  const { base, held, watch } = await setUp();
  let isTold = false;
  const answer = held(false).finally(() => {
    isTold = true;
  });
  await watch(false);
  await watch(true, await insertDevice(base.db));
  expect(isTold).toBe(false);
  await watch(true);
  expect(await answer).toEqual({ watchedNow: true });
  expect(await held(false)).toEqual({ watchedNow: true });
});

test('it is told that nobody does any more, by the time that has passed', async () => {
  const { world, held, watch } = await setUp();
  await watch(true);
  const answer = held(true);
  world.now += 25 * SECOND;
  expect(await answer).toEqual({ watchedNow: false });
});

test('a recorder that leaves, and a server that stops, end the wait', async () => {
  const { base, held, leave } = await setUp();
  const first = held(false);
  base.watchNotifier.release();
  expect(await first).toEqual({ watchedNow: false });
  expect(await held(false)).toEqual({ watchedNow: false });
  const { held: other, leave: leaveOther } = await setUp();
  const second = other(false);
  leaveOther();
  expect(await second).toEqual({ watchedNow: false });
  leave();
});
