import { EXPORT_ROUTES } from '../../contract/exports.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import { cancelExport } from './cancel-export.ts';
import { changeExportSettings } from './change-export-settings.ts';
import { decideExport } from './decide-export.ts';
import { downloadPackage } from './download-package.ts';
import { fileReply } from './file-reply.ts';
import { fileWish } from './file-wish.ts';
import { listCustody } from './list-custody.ts';
import { listExports } from './list-exports.ts';
import { requestExport } from './request-export.ts';
import { retryExport } from './retry-export.ts';
import { showExportSettings } from './show-export-settings.ts';

export const exportRoutes: readonly BoundRoute[] = [
  bind(EXPORT_ROUTES.listExports, asUser, listExports),
  bind(EXPORT_ROUTES.showExportSettings, asUser, showExportSettings),
  bind(EXPORT_ROUTES.changeExportSettings, asUser, changeExportSettings),
  bind(EXPORT_ROUTES.listCustody, asUser, listCustody),
  bind(EXPORT_ROUTES.cancelExport, asUser, cancelExport),
  bind(EXPORT_ROUTES.decideExport, asUser, decideExport),
  bind(EXPORT_ROUTES.retryExport, asUser, retryExport),
  bind(EXPORT_ROUTES.requestExport, asUser, requestExport),
  bindExchange(EXPORT_ROUTES.downloadPackage, asUser, {
    read: fileWish,
    verb: downloadPackage,
    respond: fileReply,
    isDirect: true,
  }),
];
