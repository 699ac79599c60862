import { ActionIcon, Button, Group, Tooltip } from '@mantine/core';
import {
  IconLock,
  IconLockOpen,
  IconPackageExport,
  IconPlayerPlay,
  IconX,
} from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { LinkButton } from '../../components/link-button.tsx';
import type { Column } from '../../components/list-table/column.ts';
import { ListTable } from '../../components/list-table/list-table.tsx';
import { StatusBadge } from '../../components/status-badge.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { CASE_ROUTES, type CaseDetails, type Clip } from '../../contract/cases.ts';
import { sortOf } from '../../contract/sort.ts';
import { useDuration } from '../format/use-duration.ts';
import { useSortedRows } from '../lists/use-sorted-rows.ts';
import styles from './cases.module.css';
import { displayNames } from './display-names.ts';
import { stretchHref } from './stretch-href.ts';
import { useCaseAction } from './use-case-action.ts';
import { useStretchWords } from './use-stretch-words.ts';

interface ClipsTableProps {
  readonly opened: CaseDetails;
  readonly onExport: (clip: Clip) => void;
  readonly onHold: (clip: Clip) => void;
}

const COLUMNS = [
  { id: 'oneClip', sorts: 'ascending' },
  { id: 'stretch', sorts: 'ascending' },
  { id: 'holdState', sorts: 'ascending' },
  { id: 'actions', head: '' },
] as const satisfies readonly Omit<Column, 'title'>[];
const ORDERS = sortOf(['oneClip', 'stretch', 'holdState']);

/** In the order in which they were made, or another. */
export function ClipsTable({ opened, onExport, onHold }: ClipsTableProps) {
  const t = useTranslations('cases');
  const { rows, sort } = useSortedRows(opened.clips, {
    orders: ORDERS,
    values: {
      oneClip: ({ title }) => title,
      stretch: ({ from }) => from,
      holdState: ({ isHeld }) => Number(isHeld),
    },
    param: 'clips',
  });
  return (
    <ListTable
      label={t('clips')}
      columns={COLUMNS.map((column) => ({ ...column, title: t(column.id) }))}
      rows={rows}
      keyOf={({ id }) => id}
      sort={sort}
      cells={(clip) => (
        <ClipCells
          clip={clip}
          opened={opened}
          onExport={() => onExport(clip)}
          onHold={() => onHold(clip)}
        />
      )}
    />
  );
}

interface ClipCellsProps {
  readonly clip: Clip;
  readonly opened: CaseDetails;
  readonly onExport: () => void;
  readonly onHold: () => void;
}

function ClipCells({ clip, opened, onExport, onHold }: ClipCellsProps) {
  const t = useTranslations('cases');
  const { stretch } = useStretchWords();
  const { duration } = useDuration();
  const isOpen = opened.mayWork && opened.closed === null;
  return (
    <>
      <td>
        <span className={styles['strong']}>{clip.title}</span>
        <span className={styles['under']}>{clip.person.name}</span>
      </td>
      <td>
        <span className={styles['exact']}>{stretch(clip, clip.person.timeZone)}</span>
        <span className={styles['under']}>
          {[clip.person.timeZone, duration(clip.to - clip.from), displayNames(clip.displays)].join(
            ' · ',
          )}
        </span>
      </td>
      <td>
        <StatusBadge
          tone={clip.isHeld ? 'ok' : 'warn'}
          Icon={clip.isHeld ? IconLock : IconLockOpen}
        >
          {t(clip.isHeld ? 'held' : 'notHeld')}
        </StatusBadge>
      </td>
      <td data-align="end">
        <Group gap={6} justify="flex-end" wrap="nowrap">
          {isOpen && opened.mayHold ? (
            <Button variant="default" size="compact-sm" onClick={onHold}>
              {t('hold')}
            </Button>
          ) : null}
          {opened.mayWork ? (
            <LinkButton
              href={stretchHref(clip)}
              variant="default"
              size="compact-sm"
              leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
            >
              {t('watch')}
            </LinkButton>
          ) : null}
          {isOpen ? (
            <>
              <Button
                variant="light"
                size="compact-sm"
                leftSection={<IconPackageExport size={14} aria-hidden="true" />}
                onClick={onExport}
              >
                {t('exportClip')}
              </Button>
              <RemoveClip clip={clip} />
            </>
          ) : null}
        </Group>
      </td>
    </>
  );
}

function RemoveClip({ clip }: { readonly clip: Clip }) {
  const t = useTranslations();
  const confirm = useConfirm();
  const remove = useCaseAction(CASE_ROUTES.removeClip, t('cases.did.removeClip'));
  const ask = (): void =>
    confirm({
      title: t('cases.removeClipTitle', { title: clip.title }),
      text: t('cases.removeClipText'),
      confirm: t('cases.removeClip'),
      cancel: t('common.cancel'),
      onConfirm: () => remove.mutate({ clip: clip.id }),
    });
  return (
    <Tooltip label={t('cases.removeClip')}>
      <ActionIcon
        aria-label={t('cases.removeClip')}
        size={26}
        loading={remove.isPending}
        onClick={ask}
      >
        <IconX size={15} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}
