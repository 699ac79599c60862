import { AUDIT_ROUTES } from '../../contract/audit.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import { exportAudit } from './export-audit.ts';
import { listActors } from './list-actors.ts';
import { listAudit } from './list-audit.ts';
import { verifyAudit } from './verify-audit.ts';

export const auditRoutes: readonly BoundRoute[] = [
  bind(AUDIT_ROUTES.listActors, asUser, listActors),
  bindExchange(AUDIT_ROUTES.exportAudit, asUser, { verb: exportAudit, respond: (reply) => reply }),
  bind(AUDIT_ROUTES.listAudit, asUser, listAudit),
  bind(AUDIT_ROUTES.verifyAudit, asUser, verifyAudit),
];
