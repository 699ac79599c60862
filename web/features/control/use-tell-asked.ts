import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'next-intl';
import type { ControlAnswer } from '../../contract/control.ts';
import { CONTROL_KEY } from './use-control-state.ts';

/** Says that an act waits for a second person. False: it was done, and whoever did it says so. */
export function useTellAsked(): (answer: ControlAnswer<unknown>) => boolean {
  const t = useTranslations('control');
  const client = useQueryClient();
  return ({ waitsFor }) => {
    if (waitsFor === null) return false;
    notifications.show({ message: t('askedToast') });
    void client.invalidateQueries({ queryKey: CONTROL_KEY });
    return true;
  };
}
