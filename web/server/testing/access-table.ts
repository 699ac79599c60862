import { Role } from '@workcompanion/core/access';
import { newId, PlayerLinkId, RemarkId } from '@workcompanion/core/ids';
import { ACCOUNT_ROUTES } from './access-of-accounts.ts';
import { CASE_PAGES, CASE_ROUTES, SHARED_ROUTES } from './access-of-cases.ts';
import { RELEASE_ROUTES } from './access-of-releases.ts';
import {
  type AccessRule,
  ADMIN,
  AUDITOR,
  COMPLIANCE,
  EVERYBODY,
  LISTS,
  LISTS_ALL,
  WATCHES,
  WATCHES_SOME,
} from './access-rule.ts';
import type { AccessWorld, Actor } from './access-world.ts';
import { defaultPolicyWish } from './default-policy-wish.ts';

const all = { scope: 'all' };

/**
 * The one table of who may do what. Each route and page must stand in it: the test that walks them
 * fails for one that does not. What they take and give stands in `contract`, where they are defined.
 */
export const ROUTES: Readonly<Record<string, AccessRule>> = {
  'GET /api/portal/me': { allowed: EVERYBODY },
  'GET /api/portal/overview': { allowed: EVERYBODY },
  'GET /api/portal/inbox': { allowed: EVERYBODY },
  'GET /api/portal/inbox/unread': { allowed: EVERYBODY },
  'POST /api/portal/inbox/read': { allowed: EVERYBODY, body: () => ({ notification: null }) },
  'GET /api/portal/inbox/mail': { allowed: EVERYBODY },
  'POST /api/portal/inbox/mail': {
    allowed: EVERYBODY,
    body: () => ({
      topics: {
        approvals: 'never',
        packages: 'daily',
        remarks: 'at-once',
        searches: 'never',
        alarms: 'never',
      },
      locale: 'en',
      timeZone: 'Europe/Berlin',
    }),
  },
  'GET /api/portal/home/team': {
    allowed: EVERYBODY,
    finds: { what: ({ person }) => person, actors: ['manager'] },
  },
  'GET /api/portal/home/first-steps': { allowed: ADMIN },
  'GET /api/portal/home/remarks': { allowed: EVERYBODY },
  'GET /api/portal/home/bookmarks': { allowed: EVERYBODY },
  'GET /api/portal/home/casework': { allowed: COMPLIANCE },
  'GET /api/portal/home/watching': { allowed: AUDITOR },
  'GET /api/portal/people': {
    allowed: EVERYBODY,
    query: () => ({ limit: '200' }),
    finds: { what: ({ person }) => person, actors: LISTS },
  },
  // Each list lets in whom it lets in.
  'GET /api/portal/lists/[list]/csv': {
    allowed: EVERYBODY,
    params: () => ({ list: 'people' }),
    finds: { what: ({ person }) => person, actors: LISTS },
  },
  'GET /api/portal/people/names': {
    allowed: EVERYBODY,
    query: () => ({ limit: '200' }),
    finds: { what: ({ person }) => person, actors: LISTS },
  },
  'POST /api/portal/people/rename': {
    allowed: ADMIN,
    body: ({ person }) => ({ person, name: 'Somebody else' }),
  },
  'GET /api/portal/people/[person]/days/[date]': {
    allowed: LISTS,
    params: ({ person }) => ({ person, date: '2026-11-24' }),
  },
  'GET /api/portal/people/[person]/days/[date]/recorded/[direction]': {
    allowed: LISTS,
    params: ({ person }) => ({ person, date: '2026-11-24', direction: 'previous' }),
  },
  'GET /api/portal/devices': {
    allowed: EVERYBODY,
    query: () => ({ limit: '200' }),
    finds: { what: ({ device }) => device, actors: LISTS },
  },
  'GET /api/portal/devices/waiting': { allowed: ADMIN },
  'POST /api/portal/devices/decide': {
    allowed: ADMIN,
    body: ({ device, person }) => ({ decision: 'approve', device, personId: person }),
  },
  'POST /api/portal/devices/[device]/revoke': {
    allowed: ADMIN,
    params: ({ device }) => ({ device }),
  },
  'POST /api/portal/devices/[device]/retire': {
    allowed: ADMIN,
    params: ({ device }) => ({ device }),
  },
  'POST /api/portal/devices/[device]/reinstate': {
    allowed: ADMIN,
    params: ({ device }) => ({ device }),
  },
  'POST /api/portal/devices/merge': {
    allowed: ADMIN,
    body: ({ device, twin }) => ({ device, predecessor: twin }),
  },
  'GET /api/portal/devices/[device]/journal': {
    allowed: LISTS_ALL,
    params: ({ device }) => ({ device }),
  },
  'GET /api/portal/devices/[device]/policy': {
    allowed: LISTS_ALL,
    params: ({ device }) => ({ device }),
  },
  'GET /api/portal/enrolment-tokens': { allowed: ADMIN },
  'POST /api/portal/enrolment-tokens': {
    allowed: ADMIN,
    body: ({ person }) => ({ label: 'desk', personId: person, expiresInHours: 1, maxUses: 1 }),
  },
  'POST /api/portal/enrolment-tokens/[id]/revoke': {
    allowed: ADMIN,
    params: ({ token }) => ({ id: token }),
  },
  'GET /api/portal/policies': { allowed: LISTS_ALL },
  'POST /api/portal/policies': { allowed: ADMIN, body: () => defaultPolicyWish },
  'POST /api/portal/policies/assign': {
    allowed: ADMIN,
    body: () => ({ version: 1, target: all }),
  },
  'POST /api/portal/policies/withdraw': {
    allowed: ADMIN,
    body: ({ team }) => ({ target: { scope: 'team', id: team } }),
  },
  ...RELEASE_ROUTES,
  'GET /api/portal/settings': { allowed: ADMIN },
  'POST /api/portal/settings/test-mail': { allowed: ADMIN },
  'POST /api/portal/settings/test-store': { allowed: ADMIN, body: () => ({ store: 'hot' }) },
  'GET /api/portal/webhooks': { allowed: ADMIN },
  'POST /api/portal/webhooks': {
    allowed: ADMIN,
    body: () => ({ name: 'Pager', url: 'https://pager.example/', alerts: ['storage'] }),
  },
  'POST /api/portal/webhooks/change': {
    allowed: ADMIN,
    body: ({ webhook }) => ({
      webhook,
      name: 'Pager',
      url: 'https://pager.example/',
      alerts: ['storage'],
    }),
  },
  'POST /api/portal/webhooks/test': { allowed: ADMIN, body: ({ webhook }) => ({ webhook }) },
  'POST /api/portal/webhooks/remove': { allowed: ADMIN, body: ({ webhook }) => ({ webhook }) },
  'GET /api/portal/archive': { allowed: ADMIN },
  'GET /api/portal/archive/history': { allowed: ADMIN },
  'GET /api/portal/archive/segments': { allowed: ADMIN, query: () => ({ kind: 'failing' }) },
  'POST /api/portal/archive/retry': { allowed: ADMIN, body: () => ({ segment: null }) },
  'GET /api/portal/retention': { allowed: LISTS_ALL },
  'GET /api/portal/retention/rules': { allowed: LISTS_ALL },
  'POST /api/portal/retention/rules': {
    allowed: ADMIN,
    body: () => ({ teamId: null, days: 90, note: '' }),
  },
  'POST /api/portal/retention/rules/approve': {
    allowed: COMPLIANCE,
    body: ({ rule }) => ({ rule }),
  },
  'POST /api/portal/retention/rules/end': {
    allowed: ADMIN,
    body: ({ ruleInForce }) => ({ rule: ruleInForce }),
  },
  'GET /api/portal/retention/rehearsal': { allowed: LISTS_ALL, query: () => ({ days: '90' }) },
  'GET /api/portal/retention/deletion-requests': { allowed: LISTS_ALL },
  'POST /api/portal/retention/deletion-requests': {
    allowed: COMPLIANCE,
    body: ({ person }) => ({ person, from: 0, to: 1, reason: 'Asked for it' }),
  },
  'POST /api/portal/retention/deletion-requests/approve': {
    allowed: COMPLIANCE,
    body: ({ deletionRequest }) => ({ request: deletionRequest }),
  },
  'POST /api/portal/retention/deletion-requests/end': {
    allowed: COMPLIANCE,
    body: ({ otherDeletionRequest }) => ({ request: otherDeletionRequest }),
  },
  'GET /api/portal/retention/deletion-requests/rehearsal': {
    allowed: COMPLIANCE,
    query: ({ person }) => ({ person, from: '0', to: '1' }),
  },
  'GET /api/portal/retention/deletions': { allowed: LISTS_ALL },
  'GET /api/portal/retention/deletions/[id]/certificate': {
    allowed: LISTS_ALL,
    params: ({ deletion }) => ({ id: deletion }),
  },
  'GET /api/portal/integrity': { allowed: LISTS_ALL },
  'GET /api/portal/integrity/findings': { allowed: LISTS_ALL },
  'POST /api/portal/integrity/explanations': {
    allowed: ADMIN,
    body: () => ({ firstCheckpoint: 3, lastCheckpoint: 4, reason: 'A backup was restored.' }),
  },
  'GET /api/portal/holds': { allowed: LISTS_ALL },
  'POST /api/portal/holds': {
    allowed: COMPLIANCE,
    body: ({ person }) => ({
      subject: { kind: 'person', id: person },
      from: 0,
      to: null,
      reason: 'A dispute',
      expiresAt: null,
    }),
  },
  'POST /api/portal/holds/release': {
    allowed: COMPLIANCE,
    body: ({ hold }) => ({ hold, reason: 'Settled' }),
  },
  'GET /api/portal/mirror/evidence-packages': { allowed: ['self', 'colleague'] },
  'GET /api/portal/mirror': { allowed: ['self', 'colleague'] },
  'GET /api/portal/views': {
    allowed: ['auditor', 'self'],
    query: ({ person }) => ({ person }),
  },
  'GET /api/portal/searches': {
    allowed: ['auditor', 'self'],
    query: ({ person }) => ({ person }),
  },
  'GET /api/portal/searches/scope': {
    allowed: WATCHES_SOME,
    query: ({ person }) => ({ person }),
  },
  'POST /api/portal/searches': {
    allowed: WATCHES_SOME,
    body: ({ person, footage }) => ({ words: 'invoice', places: ['titles'], person, ...footage }),
  },
  'GET /api/portal/saved-searches': { allowed: ['admin', 'compliance', 'auditor'] },
  'POST /api/portal/saved-searches': {
    allowed: COMPLIANCE,
    body: ({ person, footage }) => ({
      words: 'invoice',
      places: ['titles'],
      person,
      from: footage.from,
      days: 30,
      reason: 'security-incident',
      note: 'A dispute',
    }),
  },
  'POST /api/portal/saved-searches/end': {
    allowed: ['admin', 'compliance'],
    body: ({ savedSearch }) => ({ savedSearch }),
  },
  'POST /api/portal/search-reports': {
    allowed: COMPLIANCE,
    body: ({ person, footage }) => ({ words: 'invoice', places: ['titles'], person, ...footage }),
  },
  'GET /api/portal/people/[person]/remarks': {
    allowed: WATCHES_SOME,
    params: ({ person }) => ({ person }),
    query: ({ footage }) => ({ from: String(footage.from), to: String(footage.to) }),
  },
  'POST /api/portal/remarks': {
    allowed: ['self', 'colleague'],
    body: ({ footage }) => ({ kind: 'note', ...footage, text: 'It was a test.' }),
  },
  // Whose remark is not there.
  'POST /api/portal/remarks/answer': {
    allowed: [],
    body: () => ({ remark: newId(RemarkId), answer: 'Noted.' }),
  },
  'POST /api/portal/purposes': {
    allowed: WATCHES_SOME,
    body: ({ person }) => ({
      person,
      reason: 'quality',
      note: '',
      undisclosedDays: null,
    }),
  },
  'GET /api/portal/watching-settings': { allowed: LISTS_ALL },
  'POST /api/portal/watching-settings': {
    allowed: ADMIN,
    body: () => ({ exemptRoles: Role.options }),
    gains: () => ({ exemptRoles: Role.options, delayMinutes: 1 }),
  },
  'GET /api/portal/teams': { allowed: LISTS_ALL },
  'GET /api/portal/people/[person]/months/[month]': {
    allowed: LISTS,
    params: ({ person }) => ({ person, month: '2026-11' }),
  },
  'GET /api/portal/people/months/[month]': {
    allowed: EVERYBODY,
    params: () => ({ month: '2026-11' }),
    query: () => ({ limit: '200' }),
    finds: { what: ({ person }) => person, actors: LISTS },
  },
  'GET /api/portal/people/[person]/days/[date]/activity': {
    allowed: WATCHES_SOME,
    params: ({ person }) => ({ person, date: '2026-11-24' }),
  },
  'GET /api/portal/people/[person]/days/[date]/programs': {
    allowed: WATCHES_SOME,
    params: ({ person }) => ({ person, date: '2026-11-24' }),
  },
  'GET /api/portal/people/[person]/days/[date]/thumbnails': {
    allowed: WATCHES_SOME,
    params: ({ person }) => ({ person, date: '2026-11-24' }),
  },
  ...ACCOUNT_ROUTES,
  ...CASE_ROUTES,
  'GET /api/portal/people/[person]/bookmarks': {
    allowed: WATCHES_SOME,
    params: ({ person }) => ({ person }),
    query: ({ footage }) => ({ from: String(footage.from), to: String(footage.to) }),
  },
  'POST /api/portal/bookmarks': {
    allowed: WATCHES,
    body: ({ person, footage }) => ({ person, lane: null, ...footage, note: 'here' }),
  },
  // Only whoever made it.
  'POST /api/portal/bookmarks/comment': {
    allowed: WATCHES,
    body: ({ bookmark }) => ({ id: bookmark, text: 'I see it too.' }),
  },
  'GET /api/portal/people/[person]/days/[date]/review': {
    allowed: WATCHES_SOME,
    params: ({ person }) => ({ person, date: '2026-11-24' }),
  },
  'GET /api/portal/people/[person]/days/[date]/samples': {
    allowed: WATCHES_SOME,
    params: ({ person }) => ({ person, date: '2026-11-24' }),
  },
  'POST /api/portal/review/samples': {
    allowed: WATCHES_SOME,
    body: ({ person }) => ({ person, date: '2026-11-24' }),
  },
  'POST /api/portal/bookmarks/remove': { allowed: [], body: ({ bookmark }) => ({ id: bookmark }) },
  'POST /api/portal/views': {
    allowed: WATCHES,
    body: ({ device, footage }) => ({
      device,
      display: 'HDMI-1',
      ...footage,
    }),
  },
  'GET /api/portal/restores': {
    allowed: WATCHES,
    query: (world) => ({ device: world.device, ...windowOf(world) }),
  },
  'POST /api/portal/restores': {
    allowed: WATCHES,
    body: ({ device, footage }) => ({ device, display: 'HDMI-1', ...footage }),
  },
  'GET /api/portal/player-links': { allowed: EVERYBODY },
  'POST /api/portal/player-links': {
    allowed: COMPLIANCE,
    body: ({ device, footage }) => ({ device, display: 'HDMI-1', ...footage }),
  },
  // Whose address is not there.
  'POST /api/portal/player-links/end': {
    allowed: [],
    body: () => ({ link: newId(PlayerLinkId) }),
  },
  'GET /api/playback/devices/[device]/playlist.m3u8': {
    allowed: WATCHES,
    params: ({ device }) => ({ device }),
    query: windowOf,
  },
  'GET /api/playback/people/[person]/news': {
    allowed: COMPLIANCE,
    params: ({ person }) => ({ person }),
  },
  'GET /api/playback/devices/[device]/strips': {
    allowed: WATCHES,
    params: ({ device }) => ({ device }),
    query: windowOf,
  },
  'GET /api/playback/devices/[device]/thumbnails': {
    allowed: WATCHES,
    params: ({ device }) => ({ device }),
    query: windowOf,
  },
  'GET /api/playback/segments/[file]': { allowed: WATCHES, params: fileOf },
  'HEAD /api/playback/segments/[file]': { allowed: WATCHES, params: fileOf },
};

/** Pages that need no session stand in `OPEN_PAGES`. */
export const PAGES: Readonly<Record<string, AccessRule>> = {
  '/overview': { allowed: EVERYBODY },
  '/inbox': { allowed: EVERYBODY },
  '/people': { allowed: EVERYBODY },
  '/search': { allowed: EVERYBODY },
  '/people/[id]': { allowed: LISTS, params: ({ person }) => ({ id: person }) },
  '/people/[id]/[date]': {
    allowed: LISTS,
    params: ({ person }) => ({ id: person, date: '2026-11-24' }),
  },
  '/devices': { allowed: ADMIN },
  '/archive': { allowed: ADMIN },
  '/settings': { allowed: ADMIN },
  '/settings/releases': { allowed: ADMIN },
  '/policies': { allowed: LISTS_ALL },
  '/retention': { allowed: LISTS_ALL },
  '/integrity': { allowed: LISTS_ALL },
  ...CASE_PAGES,
  '/policies/new': { allowed: ADMIN },
  '/me': { allowed: ['self', 'colleague'] },
  '/views': { allowed: AUDITOR },
  '/audit': { allowed: AUDITOR },
  '/account': { allowed: EVERYBODY },
  '/users': { allowed: ADMIN },
  '/teams': { allowed: ADMIN },
  '/approvals': { allowed: LISTS_ALL },
};

export const OPEN_ROUTES: readonly string[] = [
  'POST /api/portal/first-sign-in',
  'POST /api/portal/account-links/inspect',
  'POST /api/portal/account-links/inspect-recorder',
  'POST /api/portal/account-links/redeem',
  'POST /api/portal/passkey-challenge',
  ...SHARED_ROUTES,
  // For programs that have no account: the token of an address.
  'GET /api/shared/player/playlist.m3u8',
  'GET /api/shared/player/segments/[file]',
  'HEAD /api/shared/player/segments/[file]',
];
export const OPEN_PAGES: readonly string[] = [
  '/',
  '/sign-in',
  '/welcome',
  '/join',
  '/from-recorder',
  '/second-factor',
  '/[...missing]',
  '/shared/[token]',
];

const LIVE_OR_SELF: readonly Actor[] = ['compliance', 'self'];

/** The same doors, asked for footage of two minutes ago. */
export const FRESH_FOOTAGE: Readonly<Record<string, AccessRule>> = {
  'GET /api/playback/segments/[file]': {
    allowed: LIVE_OR_SELF,
    params: ({ fresh }) => ({ file: `${fresh.segment}.ts` }),
  },
  'HEAD /api/playback/segments/[file]': {
    allowed: LIVE_OR_SELF,
    params: ({ fresh }) => ({ file: `${fresh.segment}.ts` }),
  },
  'POST /api/portal/views': {
    allowed: LIVE_OR_SELF,
    body: ({ device, fresh }) => ({
      device,
      display: 'HDMI-1',
      ...fresh.footage,
    }),
  },
  'POST /api/portal/bookmarks': {
    allowed: LIVE_OR_SELF,
    body: ({ person, fresh }) => ({ person, lane: null, ...fresh.footage, note: 'here' }),
  },
};

function windowOf({ footage }: AccessWorld) {
  return { display: 'HDMI-1', from: String(footage.from), to: String(footage.to) };
}

function fileOf({ segment }: AccessWorld) {
  return { file: `${segment}.ts` };
}
