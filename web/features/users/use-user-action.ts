import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { type ControlAnswer, DONE } from '../../contract/control.ts';
import { USER_ROUTES, type UserSummary } from '../../contract/users.ts';
import { callRoute } from '../api/call-route.ts';
import { routeKey } from '../api/use-route.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';

const ROUTES = {
  disable: USER_ROUTES.disableUser,
  enable: USER_ROUTES.enableUser,
  endSessions: USER_ROUTES.endSessionsOfUser,
  removeSecondFactor: USER_ROUTES.removeSecondFactorOfUser,
} as const;
export type UserAction = keyof typeof ROUTES;

interface OfUser {
  readonly action: UserAction;
  readonly user: Pick<UserSummary, 'id' | 'name'>;
}

/** What is done to one account, or waits for a second person. Told in a toast, which takes a disabling back. */
export function useUserAction() {
  const t = useTranslations('users.done');
  const words = useErrorWords();
  const tellUndo = useTellUndo();
  const tellAsked = useTellAsked();
  const client = useQueryClient();
  const about = {
    mutationFn: async ({ action, user }: OfUser): Promise<ControlAnswer<null>> => {
      const answer = await callRoute(ROUTES[action], { user: user.id });
      return answer ?? DONE;
    },
    onError: (error: Error) => notifications.show({ color: 'red', message: words(error) }),
    onSettled: () => void client.invalidateQueries({ queryKey: routeKey(USER_ROUTES.listUsers) }),
  };
  const tell = ({ action, user }: OfUser): void =>
    void notifications.show({ message: t(action, { name: user.name }) });
  const enable = useMutation({
    ...about,
    onSuccess: (answer, of) => {
      if (!tellAsked(answer)) tell(of);
    },
  });
  return useMutation({
    ...about,
    onSuccess: (answer, of) => {
      if (tellAsked(answer)) return;
      if (of.action !== 'disable') return tell(of);
      const onUndo = () => enable.mutate({ ...of, action: 'enable' });
      tellUndo({ message: t('disable', { name: of.user.name }), onUndo });
    },
  });
}
