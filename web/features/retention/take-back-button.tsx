import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useTranslations } from 'next-intl';
import type { DeletionRequest } from '../../contract/retention.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useDecideDeletion } from './use-decide-deletion.ts';

/** Takes one's own request back: nothing was deleted by it, so nothing is asked. */
export function TakeBackButton({ request }: { readonly request: DeletionRequest }) {
  const t = useTranslations('retention');
  const words = useErrorWords();
  const end = useDecideDeletion('end');
  const takeBack = (): void =>
    end.mutate(
      { request: request.id },
      {
        onSuccess: () => notifications.show({ message: t('takenBack') }),
        onError: (error) => notifications.show({ color: 'red', message: words(error) }),
      },
    );
  return (
    <Button variant="subtle" size="compact-sm" onClick={takeBack} loading={end.isPending}>
      {t('takeBack')}
    </Button>
  );
}
