import { notifications } from '@mantine/notifications';
import type { SegmentId } from '@workcompanion/core/ids';
import { useTranslations } from 'next-intl';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useRetryQuarantined } from './use-retry-quarantined.ts';

interface RetryQuarantine {
  readonly isPending: boolean;
  /** Null for all. */
  readonly retry: (segment: SegmentId | null) => void;
}

/** Retries, and says what came of it. */
export function useRetryQuarantine(): RetryQuarantine {
  const t = useTranslations('archive');
  const words = useErrorWords();
  const { mutate, isPending } = useRetryQuarantined();
  const retry = (segment: SegmentId | null): void =>
    mutate(
      { segment },
      {
        onSuccess: ({ retried, hasMore }) => {
          const count = retried;
          const message = hasMore ? t('retriedMore', { count }) : t('retried', { count });
          notifications.show({ message });
        },
        onError: (error) => notifications.show({ color: 'red', message: words(error) }),
      },
    );
  return { isPending, retry };
}
