import { useTranslations } from 'next-intl';
import { type RefObject, useEffect } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { formatClock } from '../time/format-clock.ts';
import { intervalAt } from '../time/interval.ts';
import { usePieceWords } from '../words/use-piece-words.ts';

/** Keeps the slider's value and its words at the playhead, once a second, without React. */
export function useSliderValue(ref: RefObject<HTMLDivElement | null>): void {
  const t = useTranslations('day.timeline');
  const words = usePieceWords();
  const { day, zone, player } = useDayScope();
  useEffect(() => {
    let shown = -1;
    const show = (micros: number): void => {
      const second = Math.floor((micros - day.from) / 1_000_000);
      const element = ref.current;
      if (second === shown || element === null) return;
      shown = second;
      const piece = day.lanes
        .map((lane) => intervalAt(lane.pieces, micros))
        .find((found) => found !== null);
      const isCovered = day.lanes.some((lane) => intervalAt(lane.covered, micros) !== null);
      const told = piece === undefined ? t('nothing') : words(piece);
      const what = isCovered ? `${told}, ${t('covered')}` : told;
      element.setAttribute('aria-valuenow', String(second));
      element.setAttribute(
        'aria-valuetext',
        t('value', { time: formatClock(zone, micros, 'second'), what }),
      );
    };
    show(player.micros);
    return player.onMove.listen(show);
  }, [ref, t, words, day, zone, player]);
}
