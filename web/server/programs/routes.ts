import { PROGRAM_ROUTES } from '../../contract/programs.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { readDayPrograms } from './read-day-programs.ts';

export const programRoutes: readonly BoundRoute[] = [
  bind(PROGRAM_ROUTES.readDayPrograms, asUser, readDayPrograms),
];
