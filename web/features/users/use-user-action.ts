import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { Acted, type ControlAnswer, DONE } from '../../contract/control.ts';
import { PORTAL_ROUTES } from '../../contract/routes.ts';
import type { UserSummary } from '../../contract/users.ts';
import { portalRequest } from '../api/portal-request.ts';
import { useTellAsked } from '../control/use-tell-asked.ts';
import { useErrorWords } from '../errors/use-error-words.ts';
import { useTellUndo } from '../undo/use-tell-undo.tsx';
import { USERS_KEY } from './use-users.ts';

const PATHS = {
  disable: PORTAL_ROUTES.disableUser,
  enable: PORTAL_ROUTES.enableUser,
  endSessions: PORTAL_ROUTES.endSessionsOfUser,
  removeSecondFactor: PORTAL_ROUTES.removeSecondFactorOfUser,
} as const;
export type UserAction = keyof typeof PATHS;

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
      const wish = { path: PATHS[action], body: { user: user.id } };
      if (action !== 'endSessions') return portalRequest({ ...wish, answer: Acted }, 'POST');
      await portalRequest<void>({ ...wish, answer: null }, 'POST');
      return DONE;
    },
    onError: (error: Error) => notifications.show({ color: 'red', message: words(error) }),
    onSettled: () => void client.invalidateQueries({ queryKey: USERS_KEY }),
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
