import { ControlRequestId } from '@workcompanion/core/ids';
import { users } from '@workcompanion/db/schema/users';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { Acted } from '../../contract/control.ts';
import { decideControlRequest } from '../approvals/decide-control-request.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ServerContext } from '../context.ts';
import { shareContext } from '../shared-context.ts';
import type { AccessRule } from '../testing/access-rule.ts';
import { FRESH_FOOTAGE, OPEN_PAGES, OPEN_ROUTES, PAGES, ROUTES } from '../testing/access-table.ts';
import {
  ACTORS,
  type AccessWorld,
  type Actor,
  makeAccessWorld,
  makeLastingWorld,
} from '../testing/access-world.ts';
import { mountedPages } from '../testing/page-files.ts';
import {
  lookingFirst,
  type MountedRoute,
  mountedRoutes,
  onlyLooks,
} from '../testing/route-files.ts';
import { startTestServer, TEST_ORIGIN, type TestServer } from '../testing/test-server.ts';
import { makeSignedInUser, sessionCookie } from '../testing/test-user.ts';

/** Next's own request, which only its server makes. */
const request = vi.hoisted(() => ({ cookie: null as string | null }));
vi.mock('next/headers', () => ({
  headers: async () => new Headers(request.cookie === null ? {} : { cookie: request.cookie }),
}));
vi.stubEnv('__NEXT_EXPERIMENTAL_AUTH_INTERRUPTS', 'true');

let server: TestServer;
let ctx: ServerContext;
/** For all routes and pages that only look. */
let lasting: AccessWorld;
beforeAll(async () => {
  server = await startTestServer();
  ctx = server.context();
  shareContext(Promise.resolve(ctx));
  lasting = await makeLastingWorld(ctx);
});
afterAll(() => server.close());

const areas = ['portal', 'playback', 'shared'];
const routes = lookingFirst((await Promise.all(areas.map(mountedRoutes))).flat());
const pages = await mountedPages();
const nameOf = ({ method, path }: MountedRoute) => `${method} ${path}`;

describe('each door stands in the table', () => {
  test('and no door of the table is missing', () => {
    const known = [...Object.keys(ROUTES), ...OPEN_ROUTES];
    expect(new Set(routes.map(nameOf))).toEqual(new Set(known));
    expect(new Set(pages.map(({ path }) => path))).toEqual(
      new Set([...Object.keys(PAGES), ...OPEN_PAGES]),
    );
  });
});

describe('the route', () => {
  const closed = routes.filter((route) => ROUTES[nameOf(route)] !== undefined);
  test.each(closed.map((route): [string, MountedRoute] => [nameOf(route), route]))(
    '%s lets in whom it should',
    async (name, route) => {
      const rule = ruleOf(ROUTES, name);
      const world = onlyLooks(route) ? lasting : await makeAccessWorld(ctx);
      const letIn: Actor[] = [];
      const finding: Actor[] = [];
      for (const [attempt, actor] of ACTORS.entries()) {
        const { status, text } = await ask(route, rule, { world, actor, attempt });
        if (status < 400) letIn.push(actor);
        else
          expect([actor, [403, 404].includes(status) ? 'refused' : `${status} ${text}`]).toEqual([
            actor,
            'refused',
          ]);
        if (rule.finds && text.includes(rule.finds.what(world))) finding.push(actor);
      }
      expect(letIn).toEqual(inOrder(rule.allowed));
      if (rule.finds) expect(finding).toEqual(inOrder(rule.finds.actors));
    },
  );
});

describe('footage that is too fresh', () => {
  const rules = Object.entries(FRESH_FOOTAGE);
  test.each(rules)('%s lets in who may watch live, and the person', async (name, rule) => {
    const route = routes.find((each) => nameOf(each) === name);
    if (!route) throw new Error(`there is no route ${name}`);
    const world = await makeAccessWorld(ctx);
    const letIn: Actor[] = [];
    for (const [attempt, actor] of ACTORS.entries()) {
      const { status } = await ask(route, rule, { world, actor, attempt });
      if (status < 400) letIn.push(actor);
    }
    expect(letIn).toEqual(inOrder(rule.allowed));
  });
});

describe('the page', () => {
  const closed = pages.filter(({ path }) => PAGES[path] !== undefined);
  test.each(closed.map((page): [string, (typeof pages)[number]] => [page.path, page]))(
    '%s opens to whom it should',
    async (path, page) => {
      const rule = ruleOf(PAGES, path);
      const params = rule.params?.(lasting) ?? {};
      request.cookie = null;
      expect(await page.open(params)).toBe(307);
      const letIn: Actor[] = [];
      for (const actor of ACTORS) {
        const { user } = await lasting.as(actor);
        request.cookie = await sessionCookie(ctx, user.id);
        const status = await page.open(params);
        if (status === 200) letIn.push(actor);
        else expect([actor, status === 403 || status === 404]).toEqual([actor, true]);
      }
      expect(letIn).toEqual(inOrder(rule.allowed));
    },
  );
});

describe('where another person can agree', () => {
  let second: UserContext;
  beforeAll(async () => {
    second = await makeSignedInUser(ctx, ['admin']);
  });
  afterAll(async () => {
    await ctx.db.update(users).set({ disabledAt: 1 }).where(eq(users.id, second.user.id));
  });

  const gaining = Object.entries(ROUTES).filter(([, { gains }]) => gains !== undefined);
  test('there are routes by which somebody gains', () => {
    expect(gaining.length).toBeGreaterThan(6);
  });

  test.each(gaining)('%s waits for them, and is done when they agree', async (name, rule) => {
    const route = routes.find((each) => nameOf(each) === name);
    if (!route) throw new Error(`there is no route ${name}`);
    const world = await makeAccessWorld(ctx);
    const wish = { ...rule, ...(rule.gains ? { body: rule.gains } : {}) };
    const letIn: Actor[] = [];
    for (const [attempt, actor] of ACTORS.entries()) {
      const { status, text } = await ask(route, wish, { world, actor, attempt });
      if (status >= 400) continue;
      letIn.push(actor);
      const request = ControlRequestId.parse(Acted.parse(JSON.parse(text)).waitsFor);
      expect(JSON.parse(text).done).toBeNull();
      await decideControlRequest(second, { request, isAgreed: true, note: 'I know of it.' });
    }
    expect(letIn).toEqual(inOrder(rule.allowed));
  });
});

interface Attempt {
  readonly world: AccessWorld;
  readonly actor: Actor;
  readonly attempt: number;
}

async function ask(route: MountedRoute, rule: AccessRule, { world, actor, attempt }: Attempt) {
  const { user } = await world.as(actor);
  const query = new URLSearchParams(rule.query?.(world) ?? {});
  const body = rule.body?.(world, attempt);
  const asked = new Request(`${TEST_ORIGIN}${route.path}?${query}`, {
    method: route.method,
    headers: { cookie: await sessionCookie(ctx, user.id), 'sec-fetch-site': 'same-origin' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const params = Promise.resolve({ ...rule.params?.(world) });
  const response = await route.handler(asked, { params });
  return { status: response.status, text: await response.text() };
}

function inOrder(actors: readonly Actor[]): Actor[] {
  return ACTORS.filter((actor) => actors.includes(actor));
}

function ruleOf(table: Readonly<Record<string, AccessRule>>, name: string): AccessRule {
  const rule = table[name];
  if (!rule) throw new Error(`${name} does not stand in web/server/testing/access-table.ts`);
  return rule;
}
