import { BookmarkId, CaseId, newId, PersonId, UserId } from '@workcompanion/core/ids';
import { expect, it } from 'vitest';
import type { CaseDetails } from '../../contract/cases.ts';
import { caseWithout } from './use-take-out.ts';

const maker = { id: newId(UserId), name: 'Dee' };
const helper = { id: newId(UserId), name: 'Lin' };
const person = { id: newId(PersonId), name: 'Ana', timeZone: 'UTC' };
const bookmark = { id: newId(BookmarkId), person, from: 0, to: 1, note: '', userName: 'Dee' };
const opened: CaseDetails = {
  id: newId(CaseId),
  title: 'Invoice',
  description: '',
  createdAt: 0,
  createdBy: maker,
  closed: null,
  mayWork: true,
  mayHold: true,
  toDecide: 0,
  clips: [],
  members: [maker, helper].map((user) => ({ user, addedAt: 0, addedBy: 'Dee' })),
  bookmarks: [bookmark],
};

it('takes out what is named and nothing else', () => {
  expect(caseWithout(opened, { bookmark: bookmark.id })).toEqual({ ...opened, bookmarks: [] });
  expect(caseWithout(opened, { user: helper.id }).members.map(({ user }) => user)).toEqual([maker]);
  expect(caseWithout(opened, { user: helper.id }).bookmarks).toEqual([bookmark]);
});
