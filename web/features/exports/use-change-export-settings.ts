import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Acted } from '../../contract/control.ts';
import type { ExportSettings } from '../../contract/exports.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { EXPORT_SETTINGS_KEY } from './use-export-settings.ts';

export function useChangeExportSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: ExportSettings) =>
      portalRequest({ path: PORTAL_ROUTES.exportSettings, answer: Acted, body }, 'POST'),
    onSuccess: () => void client.invalidateQueries({ queryKey: EXPORT_SETTINGS_KEY }),
  });
}
