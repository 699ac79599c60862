import { SETTINGS_ROUTES } from '../../contract/settings.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { readSettings } from './read-settings.ts';
import { testMail } from './test-mail.ts';
import { testStore } from './test-store.ts';

export const settingsRoutes: readonly BoundRoute[] = [
  bind(SETTINGS_ROUTES.readSettings, asUser, readSettings),
  bind(SETTINGS_ROUTES.testMail, asUser, testMail),
  bind(SETTINGS_ROUTES.testStore, asUser, testStore),
];
