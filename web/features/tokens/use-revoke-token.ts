import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { EnrolmentTokenId } from '@workcompanion/core/ids';
import type { RouteAnswer } from '../../contract/define-routes.ts';
import { ENROLMENT_TOKEN_ROUTES } from '../../contract/enrolment-tokens.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';

type Tokens = RouteAnswer<typeof ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens>;

const TOKENS_KEY = routeKey(ENROLMENT_TOKEN_ROUTES.listEnrolmentTokens);

/** Shown as revoked at once; taken back if the server refuses. */
export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: EnrolmentTokenId) =>
      callRoute(ENROLMENT_TOKEN_ROUTES.revokeEnrolmentToken, { id }),
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
