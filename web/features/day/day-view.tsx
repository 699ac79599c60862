'use client';

import { useDocumentTitle, useLocalStorage } from '@mantine/hooks';
import type { Interval } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { PEOPLE_ROUTES, type PersonDay } from '../../contract/people.ts';
import type { Right } from '../../contract/session.ts';
import { useRoute } from '../api/use-route.ts';
import { BookmarkForm } from './bookmarks/bookmark-form.tsx';
import { useBookmarks } from './bookmarks/use-bookmarks.ts';
import { AddClipModal } from './clip/add-clip-modal.tsx';
import { DayContext, type DayScope } from './context/day-context.ts';
import { useSelection } from './context/use-selection.ts';
import { useViewport } from './context/use-viewport.ts';
import { knownHours } from './context/viewport.ts';
import { KeyHelp } from './controls/key-help.tsx';
import { NoticeBar } from './controls/notice-bar.tsx';
import { PlayerControls } from './controls/player-controls.tsx';
import { useDayKeys } from './controls/use-day-keys.ts';
import styles from './day-view.module.css';
import { FindBar } from './find/find-bar.tsx';
import { DayHeader } from './header/day-header.tsx';
import { laneKey } from './lanes/lane-key.ts';
import { measureChange } from './pace/change.ts';
import { SidePanel } from './panel/side-panel.tsx';
import { initialMoment } from './playback/day-edges.ts';
import { DayPlayer } from './playback/day-player.ts';
import { Signal } from './playback/signal.ts';
import { useMark } from './review/use-mark.ts';
import { useReview } from './review/use-review.ts';
import { NoFootage, Screens } from './screens/screens.tsx';
import { SelectionBar } from './selection/selection-bar.tsx';
import { zoneDay } from './time/zone-day.ts';
import { Timeline } from './timeline/timeline.tsx';
import { focusFromParam, parseDayUrl } from './url/day-url-state.ts';
import { useDayUrl, useNextDay, useStartWith } from './url/use-day-url.ts';
import { useWatchLog } from './watch/use-watch-log.ts';

/** Below it the pages are laid out for a phone. */
const PHONE_PX = 640;

function momentOf({ micros }: DayPlayer): Interval {
  return { from: Math.round(micros), to: Math.round(micros) };
}

/** The day of a person that has something to show: screens, timeline, player and what is known. */
export function DayView({ day }: { readonly day: PersonDay }) {
  const t = useTranslations();
  const { date, person } = day;
  useDocumentTitle(`${t('day.title', { name: person.name, date })} · ${t('common.product')}`);
  const zone = useMemo(() => zoneDay(date, person.timeZone), [date, person.timeZone]);
  const [start] = useState(() => parseDayUrl(new URLSearchParams(window.location.search), zone));
  const [micros] = useState(() => start.micros ?? initialMoment(day));
  const player = useDayPlayer(day, micros);
  const viewport = useViewport(zone, {
    usual: knownHours(day, zone),
    zoomMicros: start.zoomMicros,
    micros,
  });
  const [wish, setFocus] = useState(() => focusFromParam(day.lanes, start.focus));
  const focus = day.lanes.some((lane) => laneKey(lane) === wish) ? wish : null;
  const [onCloser] = useState(() => new Signal<[]>());
  const selection = useSelection(start.stretch);
  const can = useCallback((right: Right) => day.rights.includes(right), [day.rights]);
  const bookmarks = useBookmarks(day, can('watch'));
  const review = useReview(day, bookmarks, can('watch'));
  const scope: DayScope = useMemo(
    () => ({
      day,
      zone,
      player,
      viewport,
      focus,
      setFocus,
      onCloser,
      selection,
      bookmarks,
      review,
      can,
    }),
    [day, zone, player, viewport, focus, onCloser, selection, bookmarks, review, can],
  );
  const markReviewed = useMark(scope);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isGoingTo, setGoingTo] = useState(false);
  const [marking, setMarking] = useState<Interval | null>(null);
  const [clipping, setClipping] = useState<Interval | null>(null);
  const [isSelecting, setSelecting] = useState(false);
  const [isPanelOpen, setPanelOpen] = useLocalStorage({
    key: 'workcompanion-day-panel',
    // On a phone it would leave no room for the pictures.
    defaultValue: window.innerWidth >= PHONE_PX,
    getInitialValueInEffect: false,
  });
  useStartWith(player, start);
  useDayUrl(scope);
  useWatchLog(player);
  useDayActivity(day, player, can('watch'));
  useNextDay(scope);
  useDayKeys(
    useMemo(
      () => ({
        scope,
        toggleHelp: () => setHelpOpen((isOpen) => !isOpen),
        goTo: () => setGoingTo(true),
        mark: () => {
          if (can('watch')) setMarking(selection.stretch ?? momentOf(player));
        },
        markReviewed,
      }),
      [scope, can, selection, player, markReviewed],
    ),
  );
  return (
    <DayContext value={scope}>
      <DayHeader
        day={day}
        panel={{ isOpen: isPanelOpen, toggle: () => setPanelOpen(!isPanelOpen) }}
      />
      <div className={styles['stage']} data-panel={isPanelOpen}>
        <div className={styles['main']}>
          {can('watch') ? <Screens /> : <NoFootage />}
          <FindBar />
          <NoticeBar />
        </div>
        {isPanelOpen ? <SidePanel /> : null}
      </div>
      <footer className={styles['footer']}>
        <PlayerControls
          onHelp={() => setHelpOpen(true)}
          isGoingTo={isGoingTo}
          setGoingTo={setGoingTo}
          selecting={{ isOn: isSelecting, toggle: () => setSelecting(!isSelecting) }}
        />
        <SelectionBar
          onBookmark={() => setMarking(selection.stretch)}
          onCase={() => setClipping(selection.stretch)}
          onReviewed={markReviewed}
        />
        <Timeline isSelecting={isSelecting} />
      </footer>
      <BookmarkForm stretch={marking} onClose={() => setMarking(null)} />
      {clipping === null ? null : (
        <AddClipModal stretch={clipping} onClose={() => setClipping(null)} />
      )}
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </DayContext>
  );
}

/** One player for as long as the day is on screen, fed with newer facts of it. */
function useDayPlayer(day: PersonDay, micros: number): DayPlayer {
  const [player] = useState(() => new DayPlayer(day, micros));
  useEffect(() => {
    let handle = requestAnimationFrame(function run() {
      player.beat();
      handle = requestAnimationFrame(run);
    });
    return () => cancelAnimationFrame(handle);
  }, [player]);
  useEffect(() => player.update(day), [player, day]);
  return player;
}

const LIVE_REFRESH_MS = 60_000;

/** Teaches the player how much changes where, which it skips and plans by. */
function useDayActivity(day: PersonDay, player: DayPlayer, isAllowed: boolean): void {
  const { person, date } = day;
  const isRunning = day.now < day.to;
  const { data } = useRoute(
    PEOPLE_ROUTES.readDayActivity,
    { person: person.id, date },
    { enabled: isAllowed, refetchInterval: isRunning ? LIVE_REFRESH_MS : false },
  );
  useEffect(() => {
    if (data === undefined) return;
    player.pacer.learn(
      new Map(data.lanes.map((lane) => [laneKey(lane), measureChange(lane.samples)])),
    );
  }, [data, player]);
}
