import { z } from 'zod';
import { AuditActors, AuditPage, AuditVerdict } from '../../contract/audit.ts';
import { Liveness, ReadinessAnswer } from '../../contract/health.ts';
import { SettingsInForce, StoreTested, TestStore } from '../../contract/settings.ts';
import {
  AddWebhook,
  ChangeWebhook,
  OneWebhook,
  WebhookAdded,
  Webhooks,
} from '../../contract/webhooks.ts';
import { ExportAudit } from '../audit/export-audit.ts';
import { ListActors } from '../audit/list-actors.ts';
import { ListAudit } from '../audit/list-audit.ts';
import type { Operations } from './operation.ts';

export const SYSTEM_OPERATIONS = {
  'GET /api/health': { id: 'readHealth', answer: ReadinessAnswer, isOpen: true },
  'GET /api/health/live': { id: 'readLiveness', answer: Liveness, isOpen: true },
  'GET /api/health/ready': { id: 'readReadiness', answer: ReadinessAnswer, isOpen: true },
  'GET /api/metrics': { id: 'readMetrics', answer: 'text/plain' },
  'GET /api/portal/audit': { id: 'listAudit', location: ListAudit, answer: AuditPage },
  'GET /api/portal/audit/actors': { id: 'listActors', location: ListActors, answer: AuditActors },
  'GET /api/portal/audit/export': { id: 'exportAudit', location: ExportAudit, answer: 'text/csv' },
  'POST /api/portal/audit/verification': { id: 'verifyAudit', answer: AuditVerdict },
  'GET /api/portal/settings': { id: 'readSettings', answer: SettingsInForce },
  'POST /api/portal/settings/test-store': { id: 'testStore', body: TestStore, answer: StoreTested },
  'GET /api/openapi.json': { id: 'readDocument', answer: z.record(z.string(), z.unknown()) },
  'GET /api/portal/webhooks': { id: 'listWebhooks', answer: Webhooks },
  'POST /api/portal/webhooks': { id: 'addWebhook', body: AddWebhook, answer: WebhookAdded },
  'POST /api/portal/webhooks/change': { id: 'changeWebhook', body: ChangeWebhook, answer: null },
  'POST /api/portal/webhooks/test': { id: 'testWebhook', body: OneWebhook, answer: null },
  'POST /api/portal/webhooks/remove': { id: 'removeWebhook', body: OneWebhook, answer: null },
} as const satisfies Operations;
