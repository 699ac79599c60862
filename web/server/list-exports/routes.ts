import { LIST_EXPORT_ROUTES } from '../../contract/list-exports.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bindExchange } from '../http/bind.ts';
import { exportList } from './export-list.ts';

export const listExportRoutes: readonly BoundRoute[] = [
  bindExchange(LIST_EXPORT_ROUTES.exportList, asUser, {
    verb: exportList,
    respond: (reply) => reply,
  }),
];
