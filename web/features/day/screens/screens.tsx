'use client';

import { useElementSize } from '@mantine/hooks';
import { IconEyeOff } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useMemo } from 'react';
import { MessageState } from '../../../components/message-state.tsx';
import type { Lane } from '../../../contract/people.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { useLaneNames } from '../lanes/use-lane-names.ts';
import { LaneScreen } from './lane-screen.tsx';
import { packScreens } from './pack-screens.ts';
import styles from './screens.module.css';

const GAP = 14;
/** The line below each screen, as high as in the stylesheet. */
const CAPTION = 30;
const USUAL_ASPECT = 16 / 9;

const aspectOf = ({ geometry }: Lane): number =>
  geometry === null ? USUAL_ASPECT : geometry.width / geometry.height;

/** The displays side by side, as large as the room allows; or the one in focus. */
export function Screens() {
  const { day, focus } = useDayScope();
  const names = useLaneNames(day.lanes);
  const { ref, width, height } = useElementSize();
  const lanes = useMemo(
    () => day.lanes.filter((lane) => focus === null || laneKey(lane) === focus),
    [day.lanes, focus],
  );
  const boxes = packScreens(lanes.map(aspectOf), { width, height, gap: GAP, caption: CAPTION });
  return (
    <div className={styles['screens']}>
      <div ref={ref} className={styles['room']}>
        {width === 0
          ? null
          : lanes.map((lane, index) => (
              <LaneScreen
                key={laneKey(lane)}
                lane={lane}
                name={names.get(laneKey(lane)) ?? lane.display}
                box={boxes[index] ?? { left: 0, top: 0, width: 0, height: 0 }}
                isAlone={day.lanes.length === 1}
                isFirst={index === 0}
              />
            ))}
      </div>
    </div>
  );
}

/** In place of the screens, for whom the hours are and not the footage. */
export function NoFootage() {
  const t = useTranslations('day.noFootage');
  const { person } = useDayScope().day;
  return (
    <MessageState role="status" icon={<IconEyeOff size={22} />} title={t('title')}>
      <p>{t('text', { name: person.name })}</p>
    </MessageState>
  );
}
