import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { PolicyTarget } from '../../contract/policies.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { POLICIES_KEY } from './use-policies.ts';

interface PolicyChoice {
  readonly target: PolicyTarget;
  /** Null: none of its own any more. */
  readonly version: number | null;
  /** What it had of its own before: the toast puts it back. */
  readonly before: number | null;
}

function send({ target, version }: PolicyChoice): Promise<void> {
  return version === null
    ? portalRequest({ path: PORTAL_ROUTES.withdrawPolicy, answer: null, body: { target } }, 'POST')
    : portalRequest(
        { path: PORTAL_ROUTES.assignPolicy, answer: null, body: { target, version } },
        'POST',
      );
}

/** Puts a version in force for somebody, or withdraws what is. */
export function useSetPolicy() {
  const t = useTranslations('policies');
  const words = useErrorWords();
  const tellUndo = useTellUndo();
  const client = useQueryClient();
  const told = ({ version }: PolicyChoice): string =>
    version === null ? t('withdrawn') : t('assignDone', { version });
  const about = {
    mutationFn: send,
    onError: (error: Error) => notifications.show({ color: 'red', message: words(error) }),
    onSettled: () => void client.invalidateQueries({ queryKey: POLICIES_KEY }),
  };
  const back = useMutation({
    ...about,
    onSuccess: (_answer, choice) => void notifications.show({ message: told(choice) }),
  });
  return useMutation({
    ...about,
    onSuccess: (_answer, choice) => {
      const { version: before, before: version } = choice;
      tellUndo({
        message: told(choice),
        onUndo: () => back.mutate({ ...choice, version, before }),
      });
    },
  });
}
