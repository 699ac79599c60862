import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { SegmentId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { QuarantinedRetried, type RetryQuarantined } from '../../contract/archive.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { ARCHIVE_KEY } from './use-archive-status.ts';

interface RetryQuarantine {
  readonly isPending: boolean;
  /** Null for all. */
  readonly retry: (segment: SegmentId | null) => void;
}

/** Takes one recording out of quarantine, or all, and says so, also when its row is gone by then. */
export function useRetryQuarantine(): RetryQuarantine {
  const t = useTranslations('archive');
  const words = useErrorWords();
  const client = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: (body: RetryQuarantined) =>
      portalRequest(
        { path: PORTAL_ROUTES.retryQuarantined, answer: QuarantinedRetried, body },
        'POST',
      ),
    onSuccess: ({ retried: count, hasMore }) => {
      notifications.show({ message: t(hasMore ? 'retriedMore' : 'retried', { count }) });
    },
    onError: (error) => notifications.show({ color: 'red', message: words(error) }),
    onSettled: () => void client.invalidateQueries({ queryKey: ARCHIVE_KEY }),
  });
  return { isPending, retry: (segment) => mutate({ segment }) };
}
