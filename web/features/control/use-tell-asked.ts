import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import { CONTROL_ROUTES, type ControlAnswer } from '../../contract/control.ts';
import { routeKey } from '../api/use-route.ts';

/** Says that an act waits for a second person. False: it was done, and whoever did it says so. */
export function useTellAsked(): (answer: ControlAnswer<unknown>) => boolean {
  const t = useTranslations('control');
  const client = useQueryClient();
  return ({ waitsFor }) => {
    if (waitsFor === null) return false;
    notifications.show({ message: t('askedToast') });
    for (const route of [CONTROL_ROUTES.readControlState, CONTROL_ROUTES.listControlRequests])
      void client.invalidateQueries({ queryKey: routeKey(route) });
    return true;
  };
}
