import { z } from 'zod';
import { CASE_ROUTES } from './cases.ts';
import { CONTROL_ROUTES } from './control.ts';
import { defineRoutes, type RouteDefinition } from './define-routes.ts';
import { DELETION_ROUTES } from './deletions.ts';
import { DEVICE_ROUTES } from './devices.ts';
import { ENROLMENT_TOKEN_ROUTES } from './enrolment-tokens.ts';
import { HOLD_ROUTES } from './holds.ts';
import { INTEGRITY_ROUTES } from './integrity.ts';
import { PEOPLE_ROUTES } from './people.ts';
import { POLICY_ROUTES } from './policies.ts';
import { SEARCH_ROUTES } from './search.ts';
import { TEAM_ROUTES } from './teams.ts';
import { USER_ROUTES } from './users.ts';
import { VIEW_ROUTES } from './views.ts';

/** Lists that can be taken out as a table, by their names in the address. */
export const EXPORTED_LISTS = {
  people: PEOPLE_ROUTES.listPeople,
  'people-of-month': PEOPLE_ROUTES.listPeopleOfMonth,
  devices: DEVICE_ROUTES.listDevices,
  'enrolment-tokens': ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens,
  accounts: USER_ROUTES.listUsers,
  teams: TEAM_ROUTES.listTeams,
  cases: CASE_ROUTES.listCases,
  approvals: CONTROL_ROUTES.listControlRequests,
  policies: POLICY_ROUTES.listPolicies,
  holds: HOLD_ROUTES.listHolds,
  deletions: DELETION_ROUTES.listDeletions,
  'deletion-requests': DELETION_ROUTES.listDeletionRequests,
  findings: INTEGRITY_ROUTES.listFindings,
  views: VIEW_ROUTES.listViews,
  searches: SEARCH_ROUTES.listSearches,
} as const satisfies Readonly<Record<string, RouteDefinition>>;
export type ExportedList = keyof typeof EXPORTED_LISTS;

/** Besides its name, what the list itself may be asked for. */
export const ExportList = z.looseObject({ list: z.literal(namesOf(EXPORTED_LISTS)) });
export type ExportList = z.infer<typeof ExportList>;

export const LIST_EXPORT_ROUTES = defineRoutes({
  exportList: {
    method: 'GET',
    path: '/api/portal/lists/{list}/csv',
    params: ExportList.pick({ list: true }),
    query: z.looseObject({}),
    answer: 'text/csv',
  },
});

/** Safe: an object literal has no keys besides those that its type knows. */
function namesOf<T extends object>(lists: T) {
  return Object.keys(lists) as (keyof T & string)[];
}
