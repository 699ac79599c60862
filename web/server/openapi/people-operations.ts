import { BookmarkId, RemarkId } from '@workcompanion/core/ids';
import { z } from 'zod';
import { DayActivity } from '../../contract/activity.ts';
import { BookmarksPage, MakeBookmark, RemoveBookmark } from '../../contract/bookmarks.ts';
import { Acted } from '../../contract/control.ts';
import { Mirror, OwnExportsPage } from '../../contract/mirror.ts';
import { PeopleMonth, PersonMonth } from '../../contract/month.ts';
import { Overview } from '../../contract/overview.ts';
import { PeoplePage, PersonDay } from '../../contract/people.ts';
import { PersonNamesPage } from '../../contract/teams.ts';
import { DayThumbnails } from '../../contract/thumbnails.ts';
import { ReportView, ViewsPage } from '../../contract/views.ts';
import {
  AnswerRemark,
  ChangeWatchingSettings,
  DeclarePurpose,
  MakeRemark,
  Purpose,
  Remarks,
  WatchingSettings,
} from '../../contract/watching.ts';
import { ListBookmarks } from '../bookmarks/list-bookmarks.ts';
import { ListOwnExports } from '../mirror/list-own-exports.ts';
import { ListPeople } from '../people/list-people.ts';
import { ListPeopleOfMonth } from '../people/list-people-of-month.ts';
import { ListPersonNames } from '../people/list-person-names.ts';
import { ReadPersonDay } from '../people/read-person-day.ts';
import { ReadPersonMonth } from '../people/read-person-month.ts';
import { ListRemarks } from '../remarks/list-remarks.ts';
import { ListViews } from '../views/list-views.ts';
import type { Operations } from './operation.ts';

export const PEOPLE_OPERATIONS = {
  'POST /api/portal/bookmarks': {
    id: 'makeBookmark',
    body: MakeBookmark,
    answer: z.object({ id: BookmarkId }),
  },
  'POST /api/portal/bookmarks/remove': { id: 'removeBookmark', body: RemoveBookmark, answer: null },
  'GET /api/portal/mirror': { id: 'readMirror', answer: Mirror },
  'GET /api/portal/mirror/exports': {
    id: 'listOwnExports',
    location: ListOwnExports,
    answer: OwnExportsPage,
  },
  'GET /api/portal/overview': { id: 'readOverview', answer: Overview },
  'GET /api/portal/people': { id: 'listPeople', location: ListPeople, answer: PeoplePage },
  'GET /api/portal/people/[person]/bookmarks': {
    id: 'listBookmarks',
    location: ListBookmarks,
    answer: BookmarksPage,
  },
  'GET /api/portal/people/[person]/days/[date]': {
    id: 'readPersonDay',
    location: ReadPersonDay,
    answer: PersonDay,
  },
  'GET /api/portal/people/[person]/days/[date]/activity': {
    id: 'readDayActivity',
    location: ReadPersonDay,
    answer: DayActivity,
  },
  'GET /api/portal/people/[person]/days/[date]/thumbnails': {
    id: 'readDayThumbnails',
    location: ReadPersonDay,
    answer: DayThumbnails,
  },
  'GET /api/portal/people/[person]/months/[month]': {
    id: 'readPersonMonth',
    location: ReadPersonMonth,
    answer: PersonMonth,
  },
  'GET /api/portal/people/[person]/remarks': {
    id: 'listRemarks',
    location: ListRemarks,
    answer: Remarks,
  },
  'GET /api/portal/people/months/[month]': {
    id: 'listPeopleOfMonth',
    location: ListPeopleOfMonth,
    answer: PeopleMonth,
  },
  'GET /api/portal/people/names': {
    id: 'listPersonNames',
    location: ListPersonNames,
    answer: PersonNamesPage,
  },
  'POST /api/portal/purposes': { id: 'declarePurpose', body: DeclarePurpose, answer: Purpose },
  'POST /api/portal/remarks': {
    id: 'makeRemark',
    body: MakeRemark,
    answer: z.object({ id: RemarkId }),
  },
  'POST /api/portal/remarks/answer': { id: 'answerRemark', body: AnswerRemark, answer: null },
  'GET /api/portal/views': { id: 'listViews', location: ListViews, answer: ViewsPage },
  'POST /api/portal/views': { id: 'reportView', body: ReportView, answer: null },
  'GET /api/portal/watching-settings': { id: 'showWatchingSettings', answer: WatchingSettings },
  'POST /api/portal/watching-settings': {
    id: 'changeWatchingSettings',
    body: ChangeWatchingSettings,
    answer: Acted,
  },
} as const satisfies Operations;
