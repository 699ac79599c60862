import { type ExportSummary, ExportsPage } from '../../contract/exports.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { useCasePages } from '../cases/use-case-pages.ts';

const WHILE_MAKING_MS = 1_000;
const WHILE_WAITING_MS = 5_000;

/** The packages of a case; asked for anew as long as something happens to one. */
export function useExports(id: string) {
  return useCasePages({
    id,
    list: 'exports',
    path: PORTAL_ROUTES.caseExports(id),
    answer: ExportsPage,
    refetchMs: (pages) => refetchAfter(pages.flatMap(({ items }) => items)),
  });
}

function refetchAfter(items: readonly ExportSummary[]): number | false {
  if (items.some(({ state }) => state === 'running' || state === 'queued')) return WHILE_MAKING_MS;
  return items.some(({ state }) => state === 'awaiting-approval') ? WHILE_WAITING_MS : false;
}
