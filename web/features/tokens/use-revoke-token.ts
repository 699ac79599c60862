import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EnrolmentTokenId } from '@workcompanion/core/ids';
import type { z } from 'zod';
import type { EnrolmentTokensPage } from '../../contract/devices.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { TOKENS_KEY } from './use-enrolment-tokens.ts';

type Tokens = z.infer<typeof EnrolmentTokensPage>;

/** Shown as revoked at once; taken back if the server refuses. */
export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: EnrolmentTokenId) =>
      portalRequest<void>({ path: PORTAL_ROUTES.revokeEnrolmentToken(id), answer: null }, 'POST'),
    onMutate: async (id) => {
      await client.cancelQueries({ queryKey: TOKENS_KEY });
      const before = client.getQueryData<Tokens>(TOKENS_KEY);
      client.setQueryData<Tokens>(
        TOKENS_KEY,
        (tokens) =>
          tokens && {
            items: tokens.items.map((item) =>
              item.id === id ? { ...item, status: 'revoked' as const } : item,
            ),
          },
      );
      return { before };
    },
    onError: (_error, _id, context) => client.setQueryData(TOKENS_KEY, context?.before),
    onSettled: () => void client.invalidateQueries({ queryKey: TOKENS_KEY }),
  });
}
