import { appendAuditEntry } from '@workcompanion/db/audit/append-audit-entry';
import { withTransaction } from '@workcompanion/db/transaction';
import { z } from 'zod';
import type { RouteDefinition, RouteInput } from '../../contract/define-routes.ts';
import { EXPORTED_LISTS, type ExportedList, type ExportList } from '../../contract/list-exports.ts';
import { listControlRequests } from '../approvals/list-control-requests.ts';
import type { UserContext } from '../auth/user-context.ts';
import { listCases } from '../cases/list-cases.ts';
import { listDevices } from '../devices/list-devices.ts';
import { listEnrolmentTokens } from '../enrolment-tokens/list-enrolment-tokens.ts';
import { listHolds } from '../holds/list-holds.ts';
import { parseInput } from '../http/json-body.ts';
import type { ByteSource, Reply } from '../http/reply.ts';
import { listFindings } from '../integrity/list-findings.ts';
import { CSV_BEGIN, csvLine } from '../lists/csv-line.ts';
import { listPeople } from '../people/list-people.ts';
import { listPeopleOfMonth } from '../people/list-people-of-month.ts';
import { listPolicies } from '../policies/list-policies.ts';
import { listDeletionRequests } from '../retention/deletion-requests.ts';
import { listDeletions } from '../retention/list-deletions.ts';
import { listSearches } from '../search/list-searches.ts';
import { listTeams } from '../teams/list-teams.ts';
import { listUsers } from '../users/list-users.ts';
import { listViews } from '../views/list-views.ts';
import { listColumns } from './list-columns.ts';

const PAGE = '200';

interface Page {
  readonly items: readonly unknown[];
  readonly next?: string | number | null;
}
type ReadPage = (ctx: UserContext, asked: Readonly<Record<string, unknown>>) => Promise<Page>;

/** The list's own verb, which says who may see which rows: the table has no other way to them. */
const PAGES: Readonly<Record<ExportedList, ReadPage>> = {
  people: pageOf(EXPORTED_LISTS.people, listPeople),
  'people-of-month': pageOf(EXPORTED_LISTS['people-of-month'], listPeopleOfMonth),
  devices: pageOf(EXPORTED_LISTS.devices, listDevices),
  'enrolment-tokens': pageOf(EXPORTED_LISTS['enrolment-tokens'], listEnrolmentTokens),
  accounts: pageOf(EXPORTED_LISTS.accounts, listUsers),
  teams: pageOf(EXPORTED_LISTS.teams, listTeams),
  cases: pageOf(EXPORTED_LISTS.cases, listCases),
  approvals: pageOf(EXPORTED_LISTS.approvals, listControlRequests),
  policies: pageOf(EXPORTED_LISTS.policies, listPolicies),
  holds: pageOf(EXPORTED_LISTS.holds, listHolds),
  deletions: pageOf(EXPORTED_LISTS.deletions, listDeletions),
  'deletion-requests': pageOf(EXPORTED_LISTS['deletion-requests'], listDeletionRequests),
  findings: pageOf(EXPORTED_LISTS.findings, listFindings),
  views: pageOf(EXPORTED_LISTS.views, listViews),
  searches: pageOf(EXPORTED_LISTS.searches, listSearches),
};

/**
 * A list as a table, whole, written while it is sent, with the filters and the order that it is asked for in.
 * That it was taken out is in the log before the first row. Throws what the list throws.
 */
export async function exportList(
  ctx: UserContext,
  { list, cursor: _, ...asked }: ExportList,
): Promise<Reply> {
  const first = await PAGES[list](ctx, asked);
  const told = await withTransaction(ctx.db, (tx) =>
    appendAuditEntry(tx, ctx, {
      at: ctx.now(),
      action: 'list.exported',
      entityType: 'list',
      entityId: list,
      details: asked,
    }),
  );
  return {
    status: 200,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${list}-${told.seq}.csv"`,
      'cache-control': 'no-store',
    },
    body: written(ctx, { list, asked, first }),
  };
}

interface Wanted {
  readonly list: ExportedList;
  readonly asked: Readonly<Record<string, unknown>>;
  readonly first: Page;
}

function written(ctx: UserContext, { list, asked, first }: Wanted): ByteSource {
  const columns = listColumns(EXPORTED_LISTS[list]);
  return {
    async *chunks() {
      yield Buffer.from(CSV_BEGIN + csvLine(columns.map(({ name }) => name)));
      for (let page = first; ; page = await PAGES[list](ctx, { ...asked, cursor: page.next })) {
        const lines = page.items.map((row) => csvLine(columns.map(({ read }) => read(row))));
        if (lines.length > 0) yield Buffer.from(lines.join(''));
        if ((page.next ?? null) === null) return;
      }
    },
    // Each page is read whole before it is sent: there is nothing to close.
    close: async () => {},
  };
}

function pageOf<R extends RouteDefinition>(
  route: R,
  verb: (ctx: UserContext, input: RouteInput<R>) => Promise<Page>,
): ReadPage {
  const { params, query }: RouteDefinition = route;
  const schema = z.object({ ...params?.shape, ...query?.shape });
  // Safe: it was parsed by the schemas that `RouteInput` is made of.
  return (ctx, asked) => verb(ctx, parseInput(schema, { ...asked, limit: PAGE }) as RouteInput<R>);
}
