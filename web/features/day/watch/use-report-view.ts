import { useMutation } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../../contract/routes.ts';
import type { ReportView } from '../../../contract/views.ts';
import { portalRequest } from '../../api/portal-request.ts';

interface ViewToReport {
  readonly report: ReportView;
  /** Sent while the page is being left. */
  readonly isFarewell: boolean;
}

/** Tells the server what was watched. */
export function useReportView() {
  return useMutation({
    mutationFn: ({ report, isFarewell }: ViewToReport) =>
      portalRequest<void>(
        { path: PORTAL_ROUTES.views, answer: null, body: report, isFarewell },
        'POST',
      ),
  });
}
