import { VIEW_ROUTES } from '../../contract/views.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listViews } from './list-views.ts';
import { reportView } from './report-view.ts';

export const viewRoutes: readonly BoundRoute[] = [
  bind(VIEW_ROUTES.listViews, asUser, listViews),
  bind(VIEW_ROUTES.reportView, asUser, reportView),
];
