import { CASE_ROUTES } from '../../contract/cases.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { putBookmark, takeBookmark } from './case-bookmarks.ts';
import { makeClip, removeClip, wantClipTexts } from './case-clips.ts';
import { holdCase, listCaseHolds } from './case-holds.ts';
import { addMember, listCandidates, removeMember } from './case-members.ts';
import { listNotes, writeNote } from './case-notes.ts';
import { closeCase, reopenCase } from './close-case.ts';
import { listCaseActivity } from './list-case-activity.ts';
import { listCases } from './list-cases.ts';
import { makeCase } from './make-case.ts';
import { readCase } from './read-case.ts';

export const caseRoutes: readonly BoundRoute[] = [
  bind(CASE_ROUTES.listCaseActivity, asUser, listCaseActivity),
  bind(CASE_ROUTES.listCaseHolds, asUser, listCaseHolds),
  bind(CASE_ROUTES.listNotes, asUser, listNotes),
  bind(CASE_ROUTES.readCase, asUser, readCase),
  bind(CASE_ROUTES.putBookmark, asUser, putBookmark),
  bind(CASE_ROUTES.takeBookmark, asUser, takeBookmark),
  bind(CASE_ROUTES.listCandidates, asUser, listCandidates),
  bind(CASE_ROUTES.closeCase, asUser, closeCase),
  bind(CASE_ROUTES.holdCase, asUser, holdCase),
  bind(CASE_ROUTES.addMember, asUser, addMember),
  bind(CASE_ROUTES.removeMember, asUser, removeMember),
  bind(CASE_ROUTES.writeNote, asUser, writeNote),
  bind(CASE_ROUTES.reopenCase, asUser, reopenCase),
  bind(CASE_ROUTES.listCases, asUser, listCases),
  bind(CASE_ROUTES.makeCase, asUser, makeCase),
  bind(CASE_ROUTES.removeClip, asUser, removeClip),
  bind(CASE_ROUTES.wantClipTexts, asUser, wantClipTexts),
  bind(CASE_ROUTES.makeClip, asUser, makeClip),
];
