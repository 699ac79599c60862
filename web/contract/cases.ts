import { BookmarkId, CaseId, CaseNoteId, ClipId, PersonId, UserId } from '@workcompanion/core/ids';
import { UtcMicros } from '@workcompanion/core/protocol/primitives';
import { z } from 'zod';
import { AuditPage, AuditSort } from './audit.ts';
import { Clip, MakeClip, OneClip, Title } from './clips.ts';
import { defineRoutes } from './define-routes.ts';
import { HoldsPage, ListHolds } from './holds.ts';
import { Reason } from './reason.ts';
import { sortOf } from './sort.ts';
import { PageSize, sortedPage } from './sorted-page.ts';

const Named = <S extends z.ZodType>(id: S) => z.object({ id, name: z.string() });
export const MAX_NOTE = 4_000;
export const CaseSummary = z.object({
  id: CaseId,
  title: z.string(),
  createdAt: UtcMicros,
  createdBy: z.string(),
  closedAt: UtcMicros.nullable(),
  clips: z.number().int(),
  /** Packages that can be downloaded now. */
  packages: z.number().int(),
  members: z.number().int(),
  /** Packages that another person asked for and whoever asks may decide. */
  toDecide: z.number().int(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;
export const CaseSort = sortOf(['case', 'state', 'clips', 'packages', 'members', 'made']);
export type CaseSort = z.infer<typeof CaseSort>;

export const CasesPage = z.object({ items: z.array(CaseSummary), next: z.string().nullable() });
export type CasesPage = z.infer<typeof CasesPage>;

export const MakeCase = z.object({ title: Title, description: z.string().trim().max(2_000) });
export type MakeCase = z.infer<typeof MakeCase>;

export const CaseBookmark = z.object({
  id: BookmarkId,
  person: z.object({ id: PersonId, name: z.string(), timeZone: z.string() }),
  from: UtcMicros,
  to: UtcMicros,
  note: z.string(),
  userName: z.string(),
});
export type CaseBookmark = z.infer<typeof CaseBookmark>;

export const CaseMember = z.object({
  user: Named(UserId),
  addedAt: UtcMicros,
  addedBy: z.string(),
});
export type CaseMember = z.infer<typeof CaseMember>;

export const CaseDetails = z.object({
  id: CaseId,
  title: z.string(),
  description: z.string(),
  createdAt: UtcMicros,
  createdBy: Named(UserId),
  closed: z.object({ at: UtcMicros, by: z.string() }).nullable(),
  /** Whoever asks is a member, and no auditor who may only read. */
  mayWork: z.boolean(),
  mayHold: z.boolean(),
  /** As in `CaseSummary`. */
  toDecide: z.number().int(),
  members: z.array(CaseMember),
  clips: z.array(Clip),
  bookmarks: z.array(CaseBookmark),
});
export type CaseDetails = z.infer<typeof CaseDetails>;

export const OneCase = z.object({ case: CaseId });
export type OneCase = z.infer<typeof OneCase>;

const CaseNote = z.object({
  id: CaseNoteId,
  text: z.string(),
  writtenAt: UtcMicros,
  userName: z.string(),
});
export const CaseNotesPage = z.object({ items: z.array(CaseNote), next: z.string().nullable() });
export type CaseNotesPage = z.infer<typeof CaseNotesPage>;
export const WriteNote = OneCase.extend({ text: z.string().trim().min(1).max(MAX_NOTE) });
export type WriteNote = z.infer<typeof WriteNote>;

export const MemberOfCase = OneCase.extend({ user: UserId });
export type MemberOfCase = z.infer<typeof MemberOfCase>;
/** Accounts that could be made members. */
export const CaseCandidates = z.object({
  items: z.array(z.object({ id: UserId, name: z.string(), email: z.string() })),
});
export type CaseCandidates = z.infer<typeof CaseCandidates>;

export const BookmarkOfCase = OneCase.extend({ bookmark: BookmarkId });
export type BookmarkOfCase = z.infer<typeof BookmarkOfCase>;

/** One hold for each clip. */
export const HoldCase = OneCase.extend({
  /** Null: all clips of the case. */
  clip: ClipId.nullable(),
  reason: Reason,
  expiresAt: UtcMicros.nullable(),
});
export type HoldCase = z.infer<typeof HoldCase>;
export const CaseHeld = z.object({ holds: z.number().int(), keysGone: z.number().int() });
export type CaseHeld = z.infer<typeof CaseHeld>;

export const ListCases = z.object({
  /** Part of the title. */
  q: z.string().trim().max(100).default(''),
  state: z.enum(['open', 'closed']).optional(),
  ...sortedPage(CaseSort, '-made'),
});
export type ListCases = z.infer<typeof ListCases>;

export const ListCaseActivity = OneCase.extend(sortedPage(AuditSort, '-time'));
export type ListCaseActivity = z.infer<typeof ListCaseActivity>;

export const ListCaseHolds = ListHolds.extend(OneCase.shape);
export type ListCaseHolds = z.infer<typeof ListCaseHolds>;

export const ListNotes = OneCase.extend({ cursor: CaseNoteId.optional(), limit: PageSize });
export type ListNotes = z.infer<typeof ListNotes>;

export const ListCandidates = z.object({ q: z.string().trim().max(100).default('') });
export type ListCandidates = z.infer<typeof ListCandidates>;

export const CASE_ROUTES = defineRoutes({
  listCaseActivity: {
    method: 'GET',
    path: '/api/portal/cases/{case}/activity',
    params: ListCaseActivity.pick({ case: true }),
    query: ListCaseActivity.omit({ case: true }),
    answer: AuditPage,
  },
  listCaseHolds: {
    method: 'GET',
    path: '/api/portal/cases/{case}/holds',
    params: ListCaseHolds.pick({ case: true }),
    query: ListCaseHolds.omit({ case: true }),
    answer: HoldsPage,
  },
  listNotes: {
    method: 'GET',
    path: '/api/portal/cases/{case}/notes',
    params: ListNotes.pick({ case: true }),
    query: ListNotes.omit({ case: true }),
    answer: CaseNotesPage,
  },
  readCase: {
    method: 'GET',
    path: '/api/portal/cases/{case}',
    params: OneCase,
    answer: CaseDetails,
  },
  putBookmark: {
    method: 'POST',
    path: '/api/portal/cases/bookmarks/put',
    body: BookmarkOfCase,
    answer: null,
  },
  takeBookmark: {
    method: 'POST',
    path: '/api/portal/cases/bookmarks/take',
    body: BookmarkOfCase,
    answer: null,
  },
  listCandidates: {
    method: 'GET',
    path: '/api/portal/cases/candidates',
    query: ListCandidates,
    answer: CaseCandidates,
  },
  closeCase: { method: 'POST', path: '/api/portal/cases/close', body: OneCase, answer: null },
  holdCase: { method: 'POST', path: '/api/portal/cases/holds', body: HoldCase, answer: CaseHeld },
  addMember: {
    method: 'POST',
    path: '/api/portal/cases/members/add',
    body: MemberOfCase,
    answer: null,
  },
  removeMember: {
    method: 'POST',
    path: '/api/portal/cases/members/remove',
    body: MemberOfCase,
    answer: null,
  },
  writeNote: {
    method: 'POST',
    path: '/api/portal/cases/notes',
    body: WriteNote,
    answer: z.object({ id: CaseNoteId }),
  },
  reopenCase: { method: 'POST', path: '/api/portal/cases/reopen', body: OneCase, answer: null },
  listCases: { method: 'GET', path: '/api/portal/cases', query: ListCases, answer: CasesPage },
  makeCase: {
    method: 'POST',
    path: '/api/portal/cases',
    body: MakeCase,
    answer: z.object({ id: CaseId }),
  },
  removeClip: { method: 'POST', path: '/api/portal/clips/remove', body: OneClip, answer: null },
  wantClipTexts: { method: 'POST', path: '/api/portal/clips/texts', body: OneClip, answer: null },
  makeClip: {
    method: 'POST',
    path: '/api/portal/clips',
    body: MakeClip,
    answer: z.object({ id: ClipId }),
  },
});
