import { CaseId, CaseNoteId, ClipId } from '@workcompanion/core/ids';
import { z } from 'zod';
import { AuditPage } from '../../contract/audit.ts';
import {
  BookmarkOfCase,
  CaseCandidates,
  CaseDetails,
  CaseHeld,
  CaseNotesPage,
  CasesPage,
  HoldCase,
  MakeCase,
  MakeClip,
  MemberOfCase,
  OneCase,
  RemoveClip,
  WriteNote,
} from '../../contract/cases.ts';
import { Acted } from '../../contract/control.ts';
import {
  ChangeExportSettings,
  CustodyPage,
  DecideExport,
  ExportRequested,
  ExportSettings,
  ExportsPage,
  OneExport,
  RequestExport,
} from '../../contract/exports.ts';
import { HoldsPage } from '../../contract/holds.ts';
import {
  InspectShare,
  MakeShare,
  OpenShare,
  RevokeShare,
  SharedPackage,
  ShareMade,
  Shares,
} from '../../contract/shares.ts';
import { ListCandidates } from '../cases/list-candidates.ts';
import { ListCaseActivity } from '../cases/list-case-activity.ts';
import { ListCaseHolds } from '../cases/list-case-holds.ts';
import { ListCases } from '../cases/list-cases.ts';
import { ListNotes } from '../cases/list-notes.ts';
import { ListCustody } from '../exports/list-custody.ts';
import { ListExports } from '../exports/list-exports.ts';
import { SharedVideoPath } from '../shares/watch-shared.ts';
import type { Operations } from './operation.ts';

export const EVIDENCE_OPERATIONS = {
  'GET /api/portal/cases': { id: 'listCases', location: ListCases, answer: CasesPage },
  'POST /api/portal/cases': { id: 'makeCase', body: MakeCase, answer: z.object({ id: CaseId }) },
  'GET /api/portal/cases/[case]': { id: 'readCase', location: OneCase, answer: CaseDetails },
  'GET /api/portal/cases/[case]/activity': {
    id: 'listCaseActivity',
    location: ListCaseActivity,
    answer: AuditPage,
  },
  'GET /api/portal/cases/[case]/exports': {
    id: 'listExports',
    location: ListExports,
    answer: ExportsPage,
  },
  'GET /api/portal/cases/[case]/holds': {
    id: 'listCaseHolds',
    location: ListCaseHolds,
    answer: HoldsPage,
  },
  'GET /api/portal/cases/[case]/notes': {
    id: 'listNotes',
    location: ListNotes,
    answer: CaseNotesPage,
  },
  'POST /api/portal/cases/bookmarks/put': { id: 'putBookmark', body: BookmarkOfCase, answer: null },
  'POST /api/portal/cases/bookmarks/take': {
    id: 'takeBookmark',
    body: BookmarkOfCase,
    answer: null,
  },
  'GET /api/portal/cases/candidates': {
    id: 'listCandidates',
    location: ListCandidates,
    answer: CaseCandidates,
  },
  'POST /api/portal/cases/close': { id: 'closeCase', body: OneCase, answer: null },
  'POST /api/portal/cases/holds': { id: 'holdCase', body: HoldCase, answer: CaseHeld },
  'POST /api/portal/cases/members/add': { id: 'addMember', body: MemberOfCase, answer: null },
  'POST /api/portal/cases/members/remove': { id: 'removeMember', body: MemberOfCase, answer: null },
  'POST /api/portal/cases/notes': {
    id: 'writeNote',
    body: WriteNote,
    answer: z.object({ id: CaseNoteId }),
  },
  'POST /api/portal/cases/reopen': { id: 'reopenCase', body: OneCase, answer: null },
  'POST /api/portal/clips': { id: 'makeClip', body: MakeClip, answer: z.object({ id: ClipId }) },
  'POST /api/portal/clips/remove': { id: 'removeClip', body: RemoveClip, answer: null },
  'GET /api/portal/export-settings': { id: 'showExportSettings', answer: ExportSettings },
  'POST /api/portal/export-settings': {
    id: 'changeExportSettings',
    body: ChangeExportSettings,
    answer: Acted,
  },
  'POST /api/portal/exports': { id: 'requestExport', body: RequestExport, answer: ExportRequested },
  'GET /api/portal/exports/[export]/custody': {
    id: 'listCustody',
    location: ListCustody,
    answer: CustodyPage,
  },
  'GET /api/portal/exports/[export]/package': {
    id: 'downloadPackage',
    location: OneExport,
    answer: 'application/zip',
  },
  'HEAD /api/portal/exports/[export]/package': {
    id: 'measurePackage',
    location: OneExport,
    answer: null,
  },
  'GET /api/portal/exports/[export]/shares': {
    id: 'listShares',
    location: OneExport,
    answer: Shares,
  },
  'POST /api/portal/exports/cancel': { id: 'cancelExport', body: OneExport, answer: null },
  'POST /api/portal/exports/decide': { id: 'decideExport', body: DecideExport, answer: null },
  'POST /api/portal/exports/retry': { id: 'retryExport', body: OneExport, answer: null },
  'POST /api/portal/shares': { id: 'makeShare', body: MakeShare, answer: ShareMade },
  'POST /api/portal/shares/revoke': { id: 'revokeShare', body: RevokeShare, answer: null },
  'GET /api/shared/[share]/package': {
    id: 'downloadSharedPackage',
    location: RevokeShare,
    answer: 'application/zip',
    isOpen: true,
  },
  'HEAD /api/shared/[share]/package': {
    id: 'measureSharedPackage',
    location: RevokeShare,
    answer: null,
    isOpen: true,
  },
  'GET /api/shared/[share]/videos/[index]': {
    id: 'watchShared',
    location: SharedVideoPath,
    answer: 'video/mp4',
    isOpen: true,
  },
  'HEAD /api/shared/[share]/videos/[index]': {
    id: 'measureShared',
    location: SharedVideoPath,
    answer: null,
    isOpen: true,
  },
  'POST /api/shared/inspect': {
    id: 'inspectShare',
    body: InspectShare,
    answer: SharedPackage,
    isOpen: true,
  },
  'POST /api/shared/open': {
    id: 'openShare',
    body: OpenShare,
    answer: SharedPackage,
    isOpen: true,
  },
} as const satisfies Operations;
