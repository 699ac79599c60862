import { useQuery } from '@tanstack/react-query';
import { ExportSettings } from '../../contract/exports.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';

export const EXPORT_SETTINGS_KEY = ['export-settings'] as const;

export function useExportSettings() {
  return useQuery({
    queryKey: EXPORT_SETTINGS_KEY,
    queryFn: ({ signal }) =>
      portalRequest({ path: PORTAL_ROUTES.exportSettings, answer: ExportSettings, signal }),
  });
}
