'use client';

import { useDocumentTitle, useLocalStorage } from '@mantine/hooks';
import { useTranslations } from 'next-intl';
import { useMemo, useState } from 'react';
import type { PersonDay } from '../../contract/people.ts';
import { KeyHelp } from './controls/key-help.tsx';
import { NoticeBar } from './controls/notice-bar.tsx';
import { PlayerControls } from './controls/player-controls.tsx';
import { useDayKeys } from './controls/use-day-keys.ts';
import { DayContext, type DayScope } from './day-context.ts';
import styles from './day-view.module.css';
import { DayHeader } from './header/day-header.tsx';
import { laneKey } from './lane-key.ts';
import { SidePanel } from './panel/side-panel.tsx';
import { initialMoment } from './playback/initial-moment.ts';
import { Screens } from './screens/screens.tsx';
import { knownHours } from './timeline/known-hours.ts';
import { Timeline } from './timeline/timeline.tsx';
import { useViewport } from './timeline/use-viewport.ts';
import { parseDayUrl } from './url/day-url-state.ts';
import { focusFromParam } from './url/focus-param.ts';
import { useDayUrl } from './url/use-day-url.ts';
import { useDayPlayer } from './use-day-player.ts';
import { useWatchLog } from './watch/use-watch-log.ts';
import { zoneDay } from './zone/zone-day.ts';

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
  const scope: DayScope = useMemo(
    () => ({ day, zone, player, viewport, focus, setFocus }),
    [day, zone, player, viewport, focus],
  );
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [isGoingTo, setGoingTo] = useState(false);
  const [isPanelOpen, setPanelOpen] = useLocalStorage({
    key: 'workcompanion-day-panel',
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  useDayUrl(scope);
  useWatchLog(player);
  useDayKeys(
    useMemo(
      () => ({
        scope,
        toggleHelp: () => setHelpOpen((isOpen) => !isOpen),
        goTo: () => setGoingTo(true),
      }),
      [scope],
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
          <Screens />
          <NoticeBar />
        </div>
        {isPanelOpen ? <SidePanel /> : null}
      </div>
      <footer className={styles['footer']}>
        <PlayerControls
          onHelp={() => setHelpOpen(true)}
          isGoingTo={isGoingTo}
          setGoingTo={setGoingTo}
        />
        <Timeline />
      </footer>
      <KeyHelp isOpen={isHelpOpen} onClose={() => setHelpOpen(false)} />
    </DayContext>
  );
}
