import { useMutation } from '@tanstack/react-query';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { StoreTested, type TestStore } from '../../contract/settings.ts';
import { portalRequest } from '../api/portal-request.ts';

export function useTestStore() {
  return useMutation({
    mutationFn: (body: TestStore) =>
      portalRequest({ path: PORTAL_ROUTES.testStore, answer: StoreTested, body }, 'POST'),
  });
}
