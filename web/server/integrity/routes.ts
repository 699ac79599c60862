import { INTEGRITY_ROUTES } from '../../contract/integrity.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { explainHistory } from './explain-history.ts';
import { listFindings } from './list-findings.ts';
import { readIntegrity } from './read-integrity.ts';

export const integrityRoutes: readonly BoundRoute[] = [
  bind(INTEGRITY_ROUTES.explainHistory, asUser, explainHistory),
  bind(INTEGRITY_ROUTES.listFindings, asUser, listFindings),
  bind(INTEGRITY_ROUTES.readIntegrity, asUser, readIntegrity),
];
