import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import type { DayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import { addDays } from '../time/local-date.ts';
import { focusToParam } from './day-url-state.ts';

/** Who plays over midnight goes on in the next day, at the same speed and with the same display. */
export function useNextDay({ day, player, focus }: DayScope): void {
  const router = useRouter();
  const { notice, speed } = useSnapshot(player);
  const isOver = notice?.kind === 'day-over' && day.now > day.to;
  useEffect(() => {
    if (!isOver) return;
    const query = new URLSearchParams({ t: '00:00:00.000', play: '1' });
    if (speed !== 1) query.set('speed', String(speed));
    const focusParam = focusToParam(day.lanes, focus);
    if (focusParam !== null) query.set('focus', focusParam);
    router.push(`/people/${day.person.id}/${addDays(day.date, 1)}?${query}`);
  }, [isOver, speed, focus, day, router]);
}
