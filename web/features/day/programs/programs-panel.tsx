'use client';

import { ActionIcon, UnstyledButton } from '@mantine/core';
import { IconPlayerSkipForward } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { useDuration } from '../../format/use-duration.ts';
import { useDayScope } from '../context/day-context.ts';
import panel from '../panel/panel.module.css';
import styles from './programs.module.css';
import {
  nextUse,
  type ProgramTotal,
  programColour,
  programName,
  programTotals,
} from './programs.ts';
import { usePrograms } from './programs-provider.tsx';

const SHOWN = 8;

/** How long each program was in front: facts, without a score. A press shows that program alone. */
export function ProgramsPanel() {
  const t = useTranslations('day.programs');
  const { lanes } = usePrograms();
  const [isWhole, setWhole] = useState(false);
  const totals = programTotals(lanes);
  const shown = isWhole ? totals : totals.slice(0, SHOWN);
  const unreadable = lanes.reduce((sum, lane) => sum + lane.unreadable, 0);
  if (lanes.length === 0) return null;
  return (
    <section aria-labelledby="programs-title">
      <h2 id="programs-title" className={panel['title']}>
        {t('title')}
      </h2>
      <ul className={panel['rows']}>
        {shown.map((total) => (
          <TotalRow key={total.program} total={total} />
        ))}
      </ul>
      {totals.length > shown.length ? (
        <UnstyledButton className={panel['quiet'] ?? ''} onClick={() => setWhole(true)}>
          {t('more', { count: totals.length - shown.length })}
        </UnstyledButton>
      ) : null}
      {unreadable === 0 ? null : (
        <p className={panel['quiet']}>{t('unreadable', { count: unreadable })}</p>
      )}
      <p className={panel['quiet']}>{t('hint')}</p>
    </section>
  );
}

function TotalRow({ total: { program, micros } }: { readonly total: ProgramTotal }) {
  const t = useTranslations('day.programs');
  const { duration } = useDuration();
  const { player } = useDayScope();
  const { lanes, chosen, choose } = usePrograms();
  const name = programName(program);
  const goToNext = (): void => {
    const use = nextUse(lanes, program, player.micros);
    if (use !== null) player.seek(use.from);
  };
  return (
    <li className={styles['total']}>
      <UnstyledButton
        className={panel['row'] ?? ''}
        aria-pressed={chosen === program}
        onClick={() => choose(chosen === program ? null : program)}
      >
        <i className={styles['swatch']} style={{ background: programColour(program) }} />
        <span className={styles['program']} title={program}>
          {name}
        </span>
        <span className={styles['time']}>{duration(micros)}</span>
      </UnstyledButton>
      <ActionIcon
        size="sm"
        variant="subtle"
        color="gray"
        aria-label={t('next', { name })}
        title={t('next', { name })}
        onClick={goToNext}
      >
        <IconPlayerSkipForward size={14} />
      </ActionIcon>
    </li>
  );
}
