import { Button, UnstyledButton } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useTranslations } from 'next-intl';
import { REVIEW_ROUTES, type ReviewSample } from '../../../contract/review.ts';
import { useRoute } from '../../api/use-route.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDates } from '../../format/use-dates.ts';
import { FormAlert } from '../../forms/form-alert.tsx';
import { useDayScope } from '../context/day-context.ts';
import { useDateWords } from '../header/date-navigator.tsx';
import { formatTimeParam } from '../time/time-param.ts';
import { zoneDay } from '../time/zone-day.ts';
import styles from './panel.module.css';

/** Stretches of the week that were drawn at random, for whoever reviews its quality. */
export function ReviewSamples() {
  const t = useTranslations('day.samples');
  const words = useErrorWords();
  const { day, can } = useDayScope();
  const request = { person: day.person.id, date: day.date };
  const isShown = can('watch') && !day.isSelf;
  const { data } = useRoute(REVIEW_ROUTES.listReviewSamples, request, { enabled: isShown });
  const draw = useRouteMutation(REVIEW_ROUTES.drawReviewSamples, {
    refreshes: [REVIEW_ROUTES.listReviewSamples],
  });
  if (!isShown || data === undefined) return null;
  const hasDrawnNone = draw.data?.items.length === 0;
  return (
    <section>
      <h2 className={styles['title']}>{t('title')}</h2>
      {draw.error === null ? null : <FormAlert tone="bad">{words(draw.error)}</FormAlert>}
      {data.items.length > 0 ? (
        <ul className={styles['rows']}>
          {data.items.map((sample) => (
            <SampleRow key={sample.id} sample={sample} />
          ))}
        </ul>
      ) : (
        <>
          <p className={styles['quiet']}>
            {t(hasDrawnNone ? 'nothing' : data.isRunning ? 'running' : 'none')}
          </p>
          <Button
            variant="subtle"
            size="compact-xs"
            loading={draw.isPending}
            onClick={() => draw.mutate(request)}
          >
            {t('draw')}
          </Button>
        </>
      )}
    </section>
  );
}

/** A press chooses the stretch, on its own day. */
function SampleRow({ sample }: { readonly sample: ReviewSample }) {
  const t = useTranslations('day.samples');
  const dateWords = useDateWords();
  const router = useRouter();
  const { day, player, selection } = useDayScope();
  const { clock } = useDates(day.person.timeZone);
  const { date, from, to, isReviewed } = sample;
  const go = (): void => {
    if (date === day.date) {
      selection.choose(from, to);
      player.seek(from);
      return;
    }
    const zone = zoneDay(date, day.person.timeZone);
    const [start, end] = [formatTimeParam(from, zone), formatTimeParam(to, zone)];
    const query = new URLSearchParams({ t: start, sel: `${start}~${end}` });
    router.push(`/people/${day.person.id}/${date}?${query}`);
  };
  return (
    <li>
      <UnstyledButton className={styles['row'] ?? ''} onClick={go}>
        <time>
          {clock(from)}–{clock(to)}
        </time>
        <span className={styles['text']}>{dateWords(date)}</span>
        {isReviewed ? <IconCircleCheck size={14} aria-label={t('reviewed')} /> : null}
      </UnstyledButton>
    </li>
  );
}
