'use client';

import { useTranslations } from 'next-intl';
import { type KeyboardEvent, memo, useMemo } from 'react';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { SearchHit } from '../../contract/search.ts';
import { programColour, programName } from '../day/programs/programs.ts';
import { formatClock } from '../day/time/format-clock.ts';
import { zoneDay } from '../day/time/zone-day.ts';
import { formatDayUrl } from '../day/url/day-url-state.ts';
import { useDates } from '../format/use-dates.ts';
import { useDuration } from '../format/use-duration.ts';
import { groupHits, type HitGroup } from './group-hits.ts';
import { HitPicture } from './hit-picture.tsx';
import { MarkedText } from './marked-text.tsx';
import styles from './search.module.css';
import type { SearchRun } from './search-run.ts';

/** All hits, by day and person. Arrow keys go from hit to hit, Enter plays the one in focus. */
export function SearchResults({ run }: { readonly run: SearchRun }) {
  const { hits, people } = run;
  const groups = useMemo(() => groupHits({ hits, people }), [hits, people]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the links in it are focused; keys move between them.
    <div onKeyDown={moveFocus}>
      {groups.map((group) => (
        <DayHits key={`${group.date} ${group.person.id}`} group={group} />
      ))}
    </div>
  );
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowLeft: -1,
  j: 1,
  k: -1,
};

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.altKey || event.ctrlKey || event.metaKey ? undefined : STEPS[event.key];
  if (step === undefined) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-hit]')];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
  const next = links[at + step];
  if (at < 0 || next === undefined) return;
  event.preventDefault();
  next.focus();
}

function DayHits({ group: { person, date, hits } }: { readonly group: HitGroup }) {
  const t = useTranslations('search.results');
  const day = useMemo(() => zoneDay(date, person.timeZone), [date, person.timeZone]);
  const dates = useDates(person.timeZone);
  return (
    <section className={styles['group']} aria-label={`${person.name}, ${dates.day(day.from)}`}>
      <div className={styles['head']}>
        <InitialsAvatar name={person.name} size={26} />
        <h2>{person.name}</h2>
        <span className={styles['quiet']}>{dates.day(day.from)}</span>
        <span className={styles['quiet']}>{t('hits', { count: hits.length })}</span>
        <PortalLink
          prefetch="pointed"
          className={styles['open']}
          href={`/people/${person.id}/${date}`}
        >
          {t('openDay')}
        </PortalLink>
      </div>
      <ul className={styles['hits']}>
        {hits.map((hit) => (
          <li
            key={`${hit.device} ${hit.place} ${hit.from} ${hit.title} ${hit.text} ${hit.isFront}`}
          >
            <Hit hit={hit} day={day} />
          </li>
        ))}
      </ul>
    </section>
  );
}

const ZOOM_MICROS = 30 * 60_000_000;

interface HitProps {
  readonly hit: SearchHit;
  readonly day: ReturnType<typeof zoneDay>;
}

const Hit = memo(function Hit({ hit, day }: HitProps) {
  const t = useTranslations('search.hit');
  const { duration } = useDuration();
  const { person, device, display, from, to, program, title, text, marks, place, isFront } = hit;
  const query = formatDayUrl(
    new URLSearchParams(),
    {
      micros: Math.max(from, day.from),
      focus: display === null ? null : `${device}/${display}`,
      zoomMicros: ZOOM_MICROS,
      speed: null,
      isPlaying: true,
      stretch: null,
    },
    day,
  );
  const words = text ?? title ?? (program === null ? '' : programName(program));
  return (
    <PortalLink
      prefetch="pointed"
      className={styles['hit']}
      href={`/people/${person}/${day.date}?${query}`}
      data-hit
    >
      <HitPicture hit={hit} />
      <span className={styles['words']}>
        <MarkedText text={words} marks={marks} />
      </span>
      {text !== null && title !== null ? <span className={styles['under']}>{title}</span> : null}
      <span className={styles['facts']}>
        <time>{formatClock(day, from, 'second')}</time>
        <span>{t('stood', { duration: duration(to - from) })}</span>
        {isFront ? null : <span>{t('behind')}</span>}
        {program === null || place === 'programs' ? null : (
          <span className={styles['of']}>
            <i style={{ background: programColour(program) }} aria-hidden="true" />
            {programName(program)}
          </span>
        )}
      </span>
    </PortalLink>
  );
});
