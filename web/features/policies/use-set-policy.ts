import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { POLICY_ROUTES, type PolicyTarget } from '../../contract/policies.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';

interface PolicyChoice {
  readonly target: PolicyTarget;
  /** Null: none of its own any more. */
  readonly version: number | null;
  /** What it had of its own before: the toast puts it back. */
  readonly before: number | null;
}

function send({ target, version }: PolicyChoice): Promise<void> {
  return version === null
    ? callRoute(POLICY_ROUTES.withdrawPolicy, { target })
    : callRoute(POLICY_ROUTES.assignPolicy, { target, version });
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
    onSettled: () =>
      void client.invalidateQueries({ queryKey: routeKey(POLICY_ROUTES.listPolicies) }),
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
