'use client';
import type { DeviceHealth } from '@workcompanion/core/fleet/device-health';
import { useTranslations } from 'next-intl';
import { InitialsAvatar } from '../../components/initials-avatar.tsx';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { Column } from '../../components/list-table/column.ts';
import type { PersonSummary } from '../../contract/people.ts';
import { StateBadge } from '../badges/state-badge.tsx';
import { STATES } from '../badges/states.ts';
import { useDuration } from '../format/use-duration.ts';
import { useNow } from '../format/use-now.ts';
import { PagedTable } from '../lists/paged-table.tsx';
import { DayHours } from './day-hours.tsx';
import { DayStrip } from './day-strip.tsx';
import { Nobody } from './nobody.tsx';
import { PeopleSkeleton } from './people-skeleton.tsx';
import styles from './people-table.module.css';
import { usePeople, usePersonSort } from './use-people.ts';
import { usePeopleBulk } from './use-people-bulk.tsx';

/** What needs attention comes first, then what is going on; a computer left at home says least. */
const ORDER = [
  'attention',
  'behind',
  'live',
  'paused',
  'idle',
  'silent',
  'revoked',
  'retired',
] as const satisfies readonly DeviceHealth[];

interface PeopleTableProps {
  readonly search: string;
  readonly canEnrol: boolean;
  /** Who may say who is in which team. */
  readonly mayMove: boolean;
  readonly onClear: () => void;
}

/** Everybody's present day. */
export function PeopleTable({ search, canEnrol, mayMove, onClear }: PeopleTableProps) {
  const t = useTranslations('people');
  const sort = usePersonSort();
  const bulk = usePeopleBulk();
  return (
    <PagedTable
      label={t('title')}
      list={usePeople(search, sort.by)}
      columns={useColumns()}
      keyOf={({ id }) => id}
      sort={sort}
      skeleton={<PeopleSkeleton />}
      empty={<Nobody search={search} canEnrol={canEnrol} onClear={onClear} />}
      bulk={mayMove ? bulk : undefined}
      byScroll
    />
  );
}

function useColumns(): Column<PersonSummary>[] {
  const t = useTranslations('people');
  const { duration, ago } = useDuration();
  const now = useNow();
  // How much of a day was recorded is known once it is drawn: all people can't be sorted by it.
  return [
    {
      id: 'person',
      title: t('person'),
      sorts: 'ascending',
      cell: (person) => <NameCell person={person} />,
    },
    {
      id: 'today',
      title: t('today'),
      aside: <DayHours />,
      width: '42%',
      cell: ({ name, today }) => <DayStrip name={name} today={today} now={now} />,
    },
    {
      id: 'recorded',
      title: t('recorded'),
      align: 'end',
      cell: ({ today }) => (today.recordedMicros === 0 ? '–' : duration(today.recordedMicros)),
    },
    {
      id: 'lastFrame',
      title: t('lastFrame'),
      align: 'end',
      sorts: 'descending',
      cell: (person) => {
        const at = lastFrameOf(person);
        if (at === null) return t('noFrame');
        return now === null ? null : ago(now - at);
      },
    },
    {
      id: 'computers',
      title: t('computers'),
      cell: ({ devices }) => <ComputersCell devices={devices} />,
    },
  ];
}

function NameCell({
  person: { id, name, login, team, today },
}: {
  readonly person: PersonSummary;
}) {
  const t = useTranslations('people');
  const sub = [team?.name, login === name ? null : login].filter(Boolean);
  return (
    <div className={styles['person']}>
      <InitialsAvatar name={name} />
      <div>
        <PortalLink
          href={`/people/${id}/${today.date}`}
          prefetch="pointed"
          className={styles['name']}
          title={t('openDay', { name })}
        >
          {name}
        </PortalLink>
        {sub.length === 0 ? null : <span className={styles['sub']}>{sub.join(' · ')}</span>}
      </div>
    </div>
  );
}

function ComputersCell({ devices }: Pick<PersonSummary, 'devices'>) {
  const t = useTranslations('people');
  const health = healthOfPerson(devices);
  return (
    <div className={styles['computers']}>
      {health === null ? null : <StateBadge state={STATES.device[health]} />}
      <span>{devices.map(({ hostname }) => hostname).join(', ') || t('noComputer')}</span>
    </div>
  );
}

/** One word for all computers of a person; null for somebody without any. */
export function healthOfPerson(
  devices: readonly Pick<PersonSummary['devices'][number], 'health'>[],
): DeviceHealth | null {
  return ORDER.find((health) => devices.some((device) => device.health === health)) ?? null;
}

/** When a person's screen was last seen: by heartbeat, or by what has arrived of today. */
export function lastFrameOf({ lastFrameAt, today }: PersonSummary): number | null {
  const ends = today.pieces.filter(({ kind }) => kind === 'span').map(({ to }) => to);
  const last = Math.max(lastFrameAt ?? 0, ...ends);
  return last === 0 ? null : last;
}
