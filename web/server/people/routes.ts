import { PEOPLE_ROUTES } from '../../contract/people.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { findRecordedDay } from './find-recorded-day.ts';
import { listPeople, listPersonNames } from './list-people.ts';
import { listPeopleOfMonth, readPersonMonth } from './list-people-of-month.ts';
import { readDayActivity } from './read-day-activity.ts';
import { readPersonDay } from './read-person-day.ts';
import { renamePerson } from './rename-person.ts';

export const peopleRoutes: readonly BoundRoute[] = [
  bind(PEOPLE_ROUTES.renamePerson, asUser, renamePerson),
  bind(PEOPLE_ROUTES.readDayActivity, asUser, readDayActivity),
  bind(PEOPLE_ROUTES.readPersonDay, asUser, readPersonDay),
  bind(PEOPLE_ROUTES.findRecordedDay, asUser, findRecordedDay),
  bind(PEOPLE_ROUTES.readPersonMonth, asUser, readPersonMonth),
  bind(PEOPLE_ROUTES.listPeopleOfMonth, asUser, listPeopleOfMonth),
  bind(PEOPLE_ROUTES.listPersonNames, asUser, listPersonNames),
  bind(PEOPLE_ROUTES.listPeople, asUser, listPeople),
];
