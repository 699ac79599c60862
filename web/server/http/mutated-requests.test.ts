import { signCompact } from '@workcompanion/core/crypto/compact-jws';
import { GapId, KeyId, newId, RecordingId, SegmentId } from '@workcompanion/core/ids';
import { GENESIS } from '@workcompanion/core/protocol/statement';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ServerContext } from '../context.ts';
import { OPERATIONS } from '../openapi/operations.ts';
import { shareContext } from '../shared-context.ts';
import { ROUTES } from '../testing/access-table.ts';
import { type AccessWorld, makeAccessWorld, makeLastingWorld } from '../testing/access-world.ts';
import {
  lookingFirst,
  type MountedRoute,
  mountedRoutes,
  onlyLooks,
} from '../testing/route-files.ts';
import { TEST_HOST, TestDevice } from '../testing/test-device.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { sessionCookie } from '../testing/test-user.ts';

/** Over all routes; each gets its share. */
const REQUESTS = 20_000;
/** The same requests in every run. */
const SEED = 20261201;

/** What has broken servers before: text, numbers and shapes at the edges of what a column holds. */
const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    '\u0000',
    'a\u0000b',
    '\ud800',
    '',
    ' ',
    '%00',
    '../../etc/passwd',
    "' or 1=1 --",
    '9'.repeat(400),
    'x'.repeat(70_000),
    '2026-02-30',
    '275760-09-13T00:00:00.001Z',
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-7fff-bfff-ffffffffffff',
    0,
    -1,
    -0,
    0.5,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 32,
    Number.MAX_SAFE_INTEGER,
    Number.MIN_SAFE_INTEGER,
    2 ** 63,
    1e300,
    null,
    true,
    {},
    [],
    [null],
    { __proto__: null, constructor: 1, length: -1 },
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.maxSafeInteger(),
  fc.double(),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Where to change a value, as shares of what there is, and what to put there. */
const mutation = fc.record({
  target: fc.constantFrom('body', 'body', 'query', 'params', 'raw'),
  place: fc.nat(),
  value: nasty,
  /** Stays of the kind that is expected: text that was spoilt, another number. */
  bends: fc.boolean(),
  adds: fc.boolean(),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;
const mutations = fc.array(mutation, { minLength: 1, maxLength: 3 });

interface Input {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly raw: string | null;
}

function mutate(input: Input, { target, place, value, bends, adds }: Mutation): Input {
  const instead = (old: unknown) => (bends ? bent(old, value, place) : value);
  switch (target) {
    case 'body':
      return { ...input, body: changed(input.body, place, instead) };
    case 'query':
      return { ...input, query: changedText(input.query, { place, instead, adds }) };
    case 'params':
      return { ...input, params: changedText(input.params, { place, instead, adds: false }) };
    default:
      return { ...input, raw: typeof value === 'string' ? value : JSON.stringify(value) };
  }
}

const NUMBERS = [-1, 0, 0.5, 2 ** 31 - 1, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER, 1e300];

function bent(old: unknown, value: unknown, place: number): unknown {
  switch (typeof old) {
    case 'string':
      return place % 2 === 0 ? old + textOf(value) : textOf(value) + old;
    case 'number':
      return NUMBERS[place % NUMBERS.length];
    case 'boolean':
      return !old;
    default:
      return Array.isArray(old) ? Array.from({ length: 300 }, () => old[0] ?? value) : value;
  }
}

type Change = (old: unknown) => unknown;

/** A copy with one value replaced, somewhere within. */
function changed(value: unknown, place: number, instead: Change): unknown {
  if (typeof value !== 'object' || value === null) return instead(value);
  const keys = Object.keys(value);
  const at = place % (keys.length + 1);
  if (at === keys.length) return instead(value);
  const rest = Math.floor(place / (keys.length + 1));
  const entries = Object.entries(value).map(([key, inner], index): [string, unknown] => [
    key,
    index === at ? changed(inner, rest, instead) : inner,
  ]);
  return Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries);
}

interface TextChange {
  readonly place: number;
  readonly instead: Change;
  /** A parameter may be changed that is not there yet. */
  readonly adds: boolean;
}

function changedText(
  record: Readonly<Record<string, string>>,
  { place, instead, adds }: TextChange,
): Record<string, string> {
  const names = Object.keys(record).filter((name) => adds || record[name] !== ABSENT);
  const name = names[place % Math.max(names.length, 1)];
  if (name === undefined) return { ...record };
  return { ...record, [name]: textOf(instead(record[name] === ABSENT ? '1' : record[name])) };
}

/** A query parameter that the route knows and a plain request leaves out. */
const ABSENT = '\u0001absent';

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

let server: TestServer;
let ctx: ServerContext;
/** For all routes that only look: what is asked of the others may change theirs. */
let lasting: AccessWorld;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  shareContext(Promise.resolve(ctx));
  lasting = await makeLastingWorld(ctx);
});
afterAll(() => server.close());

const areas = ['portal', 'playback', 'shared', 'recorder', 'health', 'metrics'];
const routes = lookingFirst((await Promise.all(areas.map(mountedRoutes))).flat());
const nameOf = ({ method, path }: MountedRoute) => `${method} ${path}`;
const share = Math.ceil(REQUESTS / routes.length);
/** The same for each route. */
const sample = fc.sample(mutations, { seed: SEED, numRuns: share });

describe('a mutated request is never answered by 500:', () => {
  test.each(routes.map((route): [string, MountedRoute] => [nameOf(route), route]))(
    '%s',
    async (_, route) => {
      const sender = await senderOf(route);
      const failures: string[] = [];
      for (const changes of sample) {
        const input = changes.reduce(mutate, sender.input);
        const { status, text } = await send(route, input, await sender.request(input));
        if (status === 500 || text.includes('"internal"')) failures.push(`${text} ${told(input)}`);
      }
      expect(failures.slice(0, 3)).toEqual([]);
    },
    120_000,
  );
});

function told(input: Input): string {
  return JSON.stringify(input).slice(0, 600);
}

interface Sender {
  readonly input: Input;
  readonly request: (input: Input) => Promise<RequestInit>;
}

async function senderOf(route: MountedRoute): Promise<Sender> {
  if (route.path.startsWith('/api/recorder/')) return recorder(route.path);
  return portalUser(nameOf(route), onlyLooks(route) ? lasting : await makeAccessWorld(ctx));
}

async function portalUser(name: string, world: AccessWorld): Promise<Sender> {
  const rule = ROUTES[name];
  const { user } = await world.as(rule?.allowed[0] ?? 'admin');
  const cookie = await sessionCookie(ctx, user.id);
  return {
    input: {
      params: rule?.params?.(world) ?? {},
      query: { ...knownParameters(name), ...rule?.query?.(world) },
      body: rule?.body?.(world, 0),
      raw: null,
    },
    request: async ({ body, raw }) => ({
      headers: { cookie, 'sec-fetch-site': 'same-origin' },
      body: raw ?? (body === undefined ? null : JSON.stringify(body)),
    }),
  };
}

function knownParameters(name: string): Record<string, string> {
  const location = OPERATIONS[name.replace(/\/$/, '')]?.location;
  if (location === undefined) return {};
  const { properties = {} } = z.toJSONSchema(location, { io: 'input', unrepresentable: 'any' });
  const names = Object.keys(properties).filter((each) => !name.includes(`[${each}]`));
  return Object.fromEntries(names.map((each) => [each, ABSENT]));
}

/** Its statements are signed after they were changed: what is changed is true to the device's word. */
async function recorder(path: string): Promise<Sender> {
  const device = await TestDevice.enrolled(ctx);
  const token = await device.token();
  const sign = (statement: unknown) => signCompact(SIGNED_ANYTHING, statement, device.privateKey);
  const authorization = `Bearer ${token}`;
  const isSegment = path.includes('/segments/');
  return {
    input: {
      params: path.includes('[id]') ? { id: newId(SegmentId) } : {},
      query: {},
      body: recorderBody(path, device),
      raw: null,
    },
    async request({ body, raw }) {
      if (isSegment) {
        const statement = raw ?? (await sign(body));
        const headers = { authorization, 'segment-statement': headerText(statement) };
        return { headers, body: Buffer.alloc(32) };
      }
      return {
        headers: { authorization },
        body: raw ?? JSON.stringify(await withSigned(body, sign)),
      };
    },
  };
}

/** Any payload, so that a changed statement can be signed as a statement. */
const SIGNED_ANYTHING = { typ: 'wc-statement+jws', payload: z.unknown() };

async function withSigned(
  body: unknown,
  sign: (statement: unknown) => Promise<string>,
): Promise<unknown> {
  if (typeof body !== 'object' || body === null) return body;
  const signed = async (value: unknown) =>
    typeof value === 'object' && value !== null ? sign(value).catch(() => 'too large') : value;
  if ('statements' in body && Array.isArray(body.statements)) {
    return { ...body, statements: await Promise.all(body.statements.map(signed)) };
  }
  return 'statement' in body ? { ...body, statement: await signed(body.statement) } : body;
}

/** A header takes Latin-1 without control characters; the rest never leaves a client. */
function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, '?').slice(0, 8_000);
}

function recorderBody(path: string, device: TestDevice): unknown {
  if (path.endsWith('/heartbeats')) return heartbeat();
  if (path.endsWith('/keys')) return { action: 'deposit', statement: statements(device)[6] };
  if (path.endsWith('/journal')) return { statements: statements(device) };
  if (path.includes('/segments/')) return statements(device)[1];
  if (path.endsWith('/enrolments')) {
    const { id, publicKey } = device;
    return { token: 'x'.repeat(32), device: id, publicKey, host: TEST_HOST };
  }
  return undefined;
}

function heartbeat() {
  return {
    state: 'recording',
    recorderVersion: '0.1.0',
    policyVersion: 1,
    displays: ['HDMI-1'],
    backlog: { segments: 1, bytes: 1, oldest: 1 },
    parked: [{ index: 1, code: 'x' }],
    lastFrameAt: 1,
    pictureProblems: [{ display: 'HDMI-1', problem: 'blank' }],
    clockOffset: 0,
    freeDiskBytes: 1,
    updates: { by: 'portal', last: null },
    checkpointProblem: { kind: 'replaced', checkpoint: 1, kept: GENESIS, shown: GENESIS },
  };
}

function statements(device: TestDevice): unknown[] {
  const at = Date.now() * 1000;
  const common = (index: number) => ({
    v: 1,
    device: device.id,
    index,
    prev: GENESIS,
    at,
    monotonic: 1,
    clockOffset: 0,
  });
  const gap = newId(GapId);
  const recording = newId(RecordingId);
  const bodies = [
    {
      kind: 'recording-started',
      recording,
      display: 'HDMI-1',
      geometry: { width: 1920, height: 1080, x: 0, y: 0 },
      host: TEST_HOST,
      encoder: 'libx264',
      framesPerSecond: 5,
      policyVersion: 1,
    },
    {
      kind: 'segment',
      segment: newId(SegmentId),
      recording,
      display: 'HDMI-1',
      sequence: 0,
      start: at,
      duration: 1_000_000,
      frames: 5,
      bytes: 32,
      md5: '0'.repeat(32),
      sha256: '0'.repeat(64),
      keyId: newId(KeyId),
      iv: '0'.repeat(32),
      encoder: 'libx264',
      policyVersion: 1,
      recovered: false,
    },
    {
      kind: 'recording-ended',
      recording,
      display: 'HDMI-1',
      end: at,
      segments: 1,
      reason: 'stopped',
    },
    { kind: 'gap', gap, display: null, cause: 'locked', from: at, to: null, note: 'a note' },
    { kind: 'paused', gap: newId(GapId), from: at, reason: 'lunch', until: null },
    { kind: 'resumed', gap, to: at },
    {
      kind: 'key-deposited',
      keyId: newId(KeyId),
      window: { from: at, to: at + 1 },
      sealedKey: 'a.b.c.d.e',
    },
    {
      kind: 'notice-acknowledged',
      noticeVersion: 1,
      textSha256: '0'.repeat(64),
      locale: 'en',
      userName: 'lin.wei',
    },
    { kind: 'checkpoint-seen', checkpoint: 1, hash: GENESIS, serverKey: GENESIS },
    { kind: 'policy-applied', policyVersion: 1 },
  ];
  // Each at an index of its own, none beside another: no link decides before the fields do.
  return bodies.map((body, position) => ({ ...common(position * 2 + 1), ...body }));
}

async function send(route: MountedRoute, input: Input, request: RequestInit) {
  const given = Object.entries(input.query).filter(([, value]) => value !== ABSENT);
  const query = new URLSearchParams(given);
  const { body, ...rest } = request;
  const asked = new Request(`${TEST_ORIGIN}${encodeURI(route.path)}?${query}`, {
    ...rest,
    method: route.method,
    // What a route holds open is left by its client.
    signal: AbortSignal.timeout(route.path.endsWith('/watched') ? 5 : 20_000),
    ...(route.method === 'GET' || route.method === 'HEAD' || body == null ? {} : { body }),
  });
  const response = await route.handler(asked, { params: Promise.resolve({ ...input.params }) });
  return { status: response.status, text: (await response.text()).slice(0, 3_000) };
}
