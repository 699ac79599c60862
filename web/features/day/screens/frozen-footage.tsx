import { UnstyledButton } from '@mantine/core';
import { IconHourglass, IconSnowflake } from '@tabler/icons-react';
import { useFormatter, useTranslations } from 'next-intl';
import { useCallback, useState } from 'react';
import type { Lane } from '../../../contract/people.ts';
import { RequestNumber } from '../../errors/request-number.tsx';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import type { FrozenTrouble } from '../playback/trouble.ts';
import styles from './screens.module.css';

interface FrozenFootageProps {
  readonly lane: Lane;
  readonly frozen: FrozenTrouble;
}

/** The archive must make this footage readable first: when that would be, and a way to ask for it. */
export function FrozenFootage({ lane, frozen }: FrozenFootageProps) {
  const t = useTranslations('day.screen');
  const when = useDeadlineWords();
  const words = useErrorWords();
  const { status, error } = frozen;
  const isAsked = status !== null && status.restoring > 0;
  const Icon = isAsked ? IconHourglass : IconSnowflake;
  return (
    <div
      className={`${styles['cover']} ${styles['veil']}`}
      data-tone={error === null ? 'neutral' : 'bad'}
      data-testid="trouble"
    >
      <span className={styles['icon']} aria-hidden="true">
        <Icon size={20} />
      </span>
      <strong className={styles['what']} role="status">
        {t(isAsked ? 'restoring' : 'frozen')}
      </strong>
      <span className={styles['more']}>{textOf(frozen, t, when)}</span>
      {error === null ? null : (
        <>
          <span className={styles['more']}>{words(error)}</span>
          <RequestNumber error={error} />
        </>
      )}
      {status === null || isAsked ? null : <RequestButton lane={lane} />}
    </div>
  );
}

function textOf(
  { status }: FrozenTrouble,
  t: ReturnType<typeof useTranslations<'day.screen'>>,
  when: (micros: number) => string,
): string {
  const expectedAt = status?.expectedAt ?? null;
  if (expectedAt !== null) {
    const isLate = expectedAt < Date.now() * 1000;
    return isLate ? t('restoringLate') : t('restoringText', { time: when(expectedAt) });
  }
  const ready = status?.ifRequestedNow ?? null;
  return ready === null ? t('frozenText') : t('frozenUntil', { time: when(ready) });
}

function RequestButton({ lane }: { readonly lane: Lane }) {
  const t = useTranslations('day.screen');
  const { player } = useDayScope();
  const [isAsking, setAsking] = useState(false);
  const ask = async (): Promise<void> => {
    setAsking(true);
    await player.requestRestore(laneKey(lane));
    setAsking(false);
  };
  return (
    <UnstyledButton
      className={styles['action'] ?? ''}
      disabled={isAsking}
      onClick={() => void ask()}
    >
      {t(isAsking ? 'requesting' : 'requestRestore')}
    </UnstyledButton>
  );
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
const DATE = { day: 'numeric', month: 'short' } as const;

/** A moment that may be on another day, in the person's zone: "14:16", or "26 Nov, 03:10". */
function useDeadlineWords(): (micros: number) => string {
  const format = useFormatter();
  const { timeZone } = useDayScope().zone;
  return useCallback(
    (micros: number) => {
      const moment = new Date(micros / 1000);
      const dayOf = (at: Date): string => format.dateTime(at, { ...DATE, timeZone });
      const isToday = dayOf(moment) === dayOf(new Date());
      return format.dateTime(moment, { ...CLOCK, ...(isToday ? {} : DATE), timeZone });
    },
    [format, timeZone],
  );
}
