import { notifications } from '@mantine/notifications';
import type { SegmentId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { ARCHIVE_ROUTES } from '../../contract/archive.ts';
import { useRouteMutation } from '../api/use-route-mutation.ts';
import { useErrorWords } from '../errors/use-error-words.ts';

interface RetryQuarantine {
  readonly isPending: boolean;
  /** Null for all. */
  readonly retry: (segment: SegmentId | null) => void;
}

/** Takes one recording out of quarantine, or all, and says so, also when its row is gone by then. */
export function useRetryQuarantine(): RetryQuarantine {
  const t = useTranslations('archive');
  const words = useErrorWords();
  const { mutate, isPending } = useRouteMutation(ARCHIVE_ROUTES.retryQuarantined, {
    refreshesAnyway: [
      ARCHIVE_ROUTES.readArchiveStatus,
      ARCHIVE_ROUTES.readStorageHistory,
      ARCHIVE_ROUTES.listTroubledSegments,
    ],
    onSuccess: ({ retried: count, hasMore }) => {
      notifications.show({ message: t(hasMore ? 'retriedMore' : 'retried', { count }) });
    },
    onError: (error) => notifications.show({ color: 'red', message: words(error) }),
  });
  return { isPending, retry: (segment) => mutate({ segment }) };
}
