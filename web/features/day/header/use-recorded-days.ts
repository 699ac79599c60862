import { notifications } from '@mantine/notifications';
import type { PersonId } from '@workcompanion/core/ids';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect } from 'react';
import { type FindRecordedDay, PEOPLE_ROUTES } from '../../../contract/people.ts';
import { callRoute } from '../../api/call-route.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { isKeyTaken, keyNameOf } from '../controls/key-of.ts';
import { daysBetween } from '../time/local-date.ts';

type Direction = FindRecordedDay['direction'];

const KEYS: Readonly<Record<string, Direction>> = { 'Shift+P': 'previous', 'Shift+N': 'next' };

/** Goes to the nearest day with footage, also by key, and says how many days without it lay between. */
export function useRecordedDays(person: PersonId, date: string): (to: Direction) => Promise<void> {
  const t = useTranslations('day.recordedDay');
  const words = useErrorWords();
  const router = useRouter();
  const go = useCallback(
    async (direction: Direction): Promise<void> => {
      try {
        const request = { person, date, direction };
        const found = await callRoute(PEOPLE_ROUTES.findRecordedDay, request);
        if (found.date === null) {
          notifications.show({ message: t(direction === 'next' ? 'noLater' : 'noEarlier') });
          return;
        }
        router.push(`/people/${person}/${found.date}`);
        const count = Math.abs(daysBetween(date, found.date)) - 1;
        if (count > 0) notifications.show({ message: t('skipped', { count }) });
      } catch (error) {
        notifications.show({ color: 'red', message: words(error) });
      }
    },
    [person, date, router, t, words],
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const direction = KEYS[keyNameOf(event)];
      if (direction === undefined || isKeyTaken(event)) return;
      event.preventDefault();
      void go(direction);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [go]);
  return go;
}
