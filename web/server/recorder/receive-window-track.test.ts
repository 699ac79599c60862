import { newId, WindowTrackId } from '@workcompanion/core/ids';
import type { StatementBody } from '@workcompanion/core/protocol/statement';
import { windowTracks } from '@workcompanion/db/schema/window-tracks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerContext } from '../context.ts';
import { makeTestTrack } from '../testing/store-window-track.ts';
import { TestDevice } from '../testing/test-device.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { receiveJournal } from './receive-journal.ts';
import { receiveWindowTrack } from './receive-window-track.ts';

const MINUTE = 60_000_000;

let server: TestServer;
let ctx: ServerContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
});
afterAll(() => server.close());

/** A device with a track of the last minutes, sealed under the key that it was issued. */
async function setUp() {
  const device = await TestDevice.enrolled(ctx);
  const to = ctx.now();
  const from = to - 5 * MINUTE;
  const use = { from, to, program: 'et.exe', title: '工资表 2026.xlsx', windows: [] };
  const { id, body, sealed } = await makeTestTrack(device.in(ctx), [use]);
  const send = (statement: string, bytes = sealed) =>
    receiveWindowTrack(device.in(ctx), { id, statement, sealed: bytes.toString('base64') });
  return { device, id, body, sealed, send };
}

describe('a window track', () => {
  test('is taken once, however often it is sent', async () => {
    const { device, id, body, send } = await setUp();
    const statement = await device.state(body);
    const first = await send(statement);
    expect(await send(statement)).toEqual(first);
    const rows = await ctx.db.select().from(windowTracks);
    expect(rows.filter((row) => row.id === id)).toMatchObject([
      { deviceId: device.id, startsAt: body.from, endsAt: body.to, bytes: body.bytes },
    ]);
  });

  test('is refused with other bytes than those that were signed', async () => {
    const { device, body, sealed, send } = await setUp();
    const torn = Buffer.from(sealed);
    torn[3] = (torn[3] ?? 0) ^ 1;
    const statement = await device.state(body);
    await expect(send(statement, torn)).rejects.toMatchObject({ code: 'digest-mismatch' });
    await send(statement);
  });

  test.each<[string, Partial<Extract<StatementBody, { kind: 'window-track' }>>, string]>([
    ['another track', { track: newId(WindowTrackId) }, 'statement-mismatch'],
    ['a time without length', { to: 1 }, 'statement-mismatch'],
    ['hours on end', { to: Date.now() * 1000 + 120 * MINUTE }, 'statement-mismatch'],
  ])('is refused when it tells of %s', async (_, change, code) => {
    const { device, body, send } = await setUp();
    const statement = await device.sign({ ...body, ...change });
    await expect(send(statement)).rejects.toMatchObject({ code });
  });

  test('is refused under the key of another device', async () => {
    const [own, other] = [await setUp(), await setUp()];
    const statement = await own.device.sign({ ...own.body, keyId: other.body.keyId });
    await expect(own.send(statement)).rejects.toMatchObject({ code: 'unknown-key' });
  });

  test('does not come without its file', async () => {
    const { device, body } = await setUp();
    const statements = [await device.sign(body)];
    const { results } = await receiveJournal(device.in(ctx), { statements });
    expect(results).toMatchObject([{ error: { code: 'statement-mismatch' } }]);
  });

  test('is nobody else’s to send', async () => {
    const { body, id, sealed } = await setUp();
    const [author, sender] = [await TestDevice.enrolled(ctx), await TestDevice.enrolled(ctx)];
    const wish = { id, statement: await author.sign(body), sealed: sealed.toString('base64') };
    await expect(receiveWindowTrack(sender.in(ctx), wish)).rejects.toMatchObject({
      code: 'foreign-device',
    });
  });
});
