import { type DeviceId, GapId, newId, type PersonId, RecordingId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { devices } from '@workcompanion/db/schema/devices';
import { people } from '@workcompanion/db/schema/people';
import { recordings } from '@workcompanion/db/schema/recordings';
import { gaps, spans } from '@workcompanion/db/schema/spans';
import { insertDevice } from '@workcompanion/db/testing/insert-device';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PersonMonth } from '../../contract/month.ts';
import { ListPeopleOfMonth } from '../../contract/people.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { parseInput } from '../http/json-body.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';
import { makeUser } from '../testing/test-user.ts';
import { findRecordedDay } from './find-recorded-day.ts';
import { daysOfMonth, listPeopleOfMonth, readPersonMonth } from './list-people-of-month.ts';

const HOUR = 3_600_000_000;
/** 00:00 of the 24th in Shanghai. */
const MIDNIGHT = Date.UTC(2026, 10, 23, 16) * 1000;

let server: TestServer;
let ctx: ServerContext;
let viewer: UserContext;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context({ now: () => MIDNIGHT + 20 * HOUR });
  viewer = await makeUser(ctx, ['compliance']);
});
afterAll(() => server.close());

/** Somebody with one computer. Hours are counted from the midnight of the 24th. */
class Person {
  readonly id: PersonId;
  readonly #device: DeviceId;

  private constructor(id: PersonId, device: DeviceId) {
    this.id = id;
    this.#device = device;
  }

  static async make(timeZone = 'Asia/Shanghai'): Promise<Person> {
    const device = await insertDevice(ctx.db);
    const [row] = await ctx.db.select().from(devices).where(eq(devices.id, device));
    if (!row) throw new Error('no device');
    const { personId } = row;
    await ctx.db.update(people).set({ timeZone }).where(eq(people.id, personId));
    return new Person(personId, device);
  }

  async recorded(from: number, to: number, display = 'HDMI-1'): Promise<void> {
    const id = newId(RecordingId);
    const deviceId = this.#device;
    await ctx.db.insert(recordings).values({ id, deviceId, display });
    await ctx.db.insert(spans).values({
      deviceId,
      recordingId: id,
      display,
      startsAt: MIDNIGHT + from * HOUR,
      endsAt: MIDNIGHT + to * HOUR,
      firstSequence: 0,
      lastSequence: 1,
      bytes: 1,
    });
  }

  async gap(cause: GapCause, from: number, to: number | null): Promise<void> {
    await ctx.db.insert(gaps).values({
      id: newId(GapId),
      deviceId: this.#device,
      display: null,
      cause,
      startsAt: MIDNIGHT + from * HOUR,
      endsAt: to === null ? null : MIDNIGHT + to * HOUR,
      note: null,
    });
  }

  async nearest(direction: 'previous' | 'next', date: string): Promise<string | null> {
    return (await findRecordedDay(viewer, { person: this.id, date, direction })).date;
  }

  async month(month = '2026-11'): Promise<readonly (readonly [string, number, number, number])[]> {
    const answer = await readPersonMonth(viewer, { person: this.id, month });
    expect(PersonMonth.safeParse(answer).error).toBeUndefined();
    return answer.days.map(({ date, recorded, gaps: calm, faults }) => [
      date.slice(5),
      recorded / HOUR,
      calm / HOUR,
      faults / HOUR,
    ]);
  }
}

describe('the month of a person', () => {
  test('counts an hour once, however many displays show it', async () => {
    const person = await Person.make();
    await person.recorded(9, 12);
    await person.recorded(10, 13, 'DP-2');
    expect(await person.month()).toEqual([['11-24', 4, 0, 0]]);
  });

  test('tells gaps from faults, and what nobody explains is a fault', async () => {
    const person = await Person.make();
    await person.recorded(9, 10);
    await person.gap('locked', 10, 11);
    await person.gap('crashed', 11, 12);
    await person.recorded(14, 15);
    await person.gap('paused', 14.5, 16);
    expect(await person.month()).toEqual([['11-24', 2, 2, 3]]);
  });

  test('ends and begins a day at the midnight of the person', async () => {
    const person = await Person.make();
    await person.recorded(-2, 3);
    expect(await person.month()).toEqual([
      ['11-23', 2, 0, 0],
      ['11-24', 3, 0, 0],
    ]);
    expect(await person.month('2026-12')).toEqual([]);
  });

  test('knows a gap that has not ended, and one that lasted for days', async () => {
    const person = await Person.make();
    await person.gap('asleep', -48, -20);
    await person.recorded(9, 10);
    await person.gap('signed-out', 10, null);
    expect(await person.month()).toEqual([
      ['11-22', 0, 24, 0],
      ['11-23', 0, 4, 0],
      ['11-24', 1, 10, 0],
    ]);
  });

  test('has days of 23 and 25 hours where clocks change', async () => {
    const lengths = (month: string) =>
      daysOfMonth(month, 'Europe/Berlin').map(({ from, to }) => (to - from) / HOUR);
    expect(lengths('2026-03').filter((hours) => hours !== 24)).toEqual([23]);
    expect(lengths('2026-10').filter((hours) => hours !== 24)).toEqual([25]);
    expect(lengths('2026-10')).toHaveLength(31);
  });
});

describe('the nearest recorded day', () => {
  test('is found over days without footage, by the calendar of the person', async () => {
    const person = await Person.make();
    await person.recorded(-75 * 24, -75 * 24 + 1);
    await person.recorded(-25, -23);
    await person.gap('asleep', -23, 9);
    await person.recorded(9, 10);
    expect(await person.nearest('previous', '2026-11-24')).toBe('2026-11-23');
    expect(await person.nearest('previous', '2026-11-22')).toBe('2026-09-10');
    expect(await person.nearest('previous', '2026-09-10')).toBeNull();
    expect(await person.nearest('next', '2026-09-10')).toBe('2026-11-22');
    expect(await person.nearest('next', '2026-11-23')).toBe('2026-11-24');
    expect(await person.nearest('next', '2026-11-24')).toBeNull();
    expect(await person.nearest('next', '2027-01-01')).toBeNull();
  });
});

test('a page of people carries the month of each, by the own zone', async () => {
  const [one, other] = [await Person.make(), await Person.make('America/New_York')];
  await one.recorded(0, 2);
  await other.recorded(0, 2);
  const input = parseInput(ListPeopleOfMonth, { month: '2026-11', limit: '200' });
  const { items } = await listPeopleOfMonth(viewer, input);
  const daysOf = (id: PersonId) =>
    items.find(({ person }) => person.id === id)?.days.map(({ date }) => date);
  expect(daysOf(one.id)).toEqual(['2026-11-24']);
  expect(daysOf(other.id)).toEqual(['2026-11-23']);
  const first = await listPeopleOfMonth(viewer, { ...input, limit: 1 });
  expect(first.items).toHaveLength(1);
  expect(first.next).not.toBeNull();
});

test.each([['2026-13'], ['2026-1'], ['november']])('there is no month "%s"', (month) => {
  expect(ListPeopleOfMonth.safeParse({ month }).success).toBe(false);
});
