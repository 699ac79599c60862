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
import { StatusBadge } from '../../components/status-badge.tsx';
import { useConfirm } from '../../components/use-confirm.tsx';
import { CASE_ROUTES, type CaseDetails } from '../../contract/cases.ts';
import type { Clip } from '../../contract/clips.ts';
import { useDuration } from '../format/use-duration.ts';
import { SortedTable } from '../lists/sorted-table.tsx';
import styles from './cases.module.css';
import { ClipTexts } from './clip-texts.tsx';
import { displaysInWords } from './displays-in-words.ts';
import { stretchHref } from './stretch-href.ts';
import { useCaseAction } from './use-case-action.ts';
import { useStretchWords } from './use-stretch-words.ts';

interface ClipsTableProps {
  readonly opened: CaseDetails;
  readonly onPackage: (clip: Clip) => void;
  readonly onHold: (clip: Clip) => void;
}

/** In the order in which they were made, or another. */
export function ClipsTable(props: ClipsTableProps) {
  const t = useTranslations('cases');
  return (
    <SortedTable
      label={t('clips')}
      columns={useColumns(props)}
      rows={props.opened.clips}
      keyOf={({ id }) => id}
      param="clips"
    />
  );
}

function useColumns(props: ClipsTableProps): Column<Clip>[] {
  const t = useTranslations('cases');
  const { stretch } = useStretchWords();
  const { duration } = useDuration();
  const lineOf = ({ person, from, to, displays }: Clip): string =>
    [person.timeZone, duration(to - from), displaysInWords(displays)].join(' · ');
  return [
    {
      id: 'oneClip',
      title: t('oneClip'),
      sorts: 'ascending',
      value: ({ title }) => title,
      cell: ({ title, person }) => (
        <>
          <span className={styles['strong']}>{title}</span>
          <span className={styles['under']}>{person.name}</span>
        </>
      ),
    },
    {
      id: 'stretch',
      title: t('stretch'),
      sorts: 'ascending',
      value: ({ from }) => from,
      cell: (clip) => (
        <>
          <span className={styles['exact']}>{stretch(clip, clip.person.timeZone)}</span>
          <span className={styles['under']}>{lineOf(clip)}</span>
        </>
      ),
    },
    {
      id: 'holdState',
      title: t('holdState'),
      sorts: 'ascending',
      value: ({ isHeld }) => Number(isHeld),
      cell: ({ isHeld }) => (
        <StatusBadge tone={isHeld ? 'ok' : 'warn'} Icon={isHeld ? IconLock : IconLockOpen}>
          {t(isHeld ? 'held' : 'notHeld')}
        </StatusBadge>
      ),
    },
    {
      id: 'texts',
      title: t('texts.title'),
      sorts: 'ascending',
      value: ({ texts }) => (texts === null ? -1 : texts.segments - texts.waiting),
      cell: (clip) => <ClipTexts clip={clip} opened={props.opened} />,
    },
    {
      id: 'actions',
      title: t('actions'),
      head: '',
      align: 'end',
      cell: (clip) => <ClipActions clip={clip} {...props} />,
    },
  ];
}

interface ClipActionsProps extends ClipsTableProps {
  readonly clip: Clip;
}

function ClipActions({ clip, opened, onPackage, onHold }: ClipActionsProps) {
  const t = useTranslations('cases');
  const isOpen = opened.mayWork && opened.closed === null;
  return (
    <Group gap={6} justify="flex-end" wrap="nowrap">
      {isOpen && opened.mayHold ? (
        <Button variant="default" size="compact-sm" onClick={() => onHold(clip)}>
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
            onClick={() => onPackage(clip)}
          >
            {t('exportClip')}
          </Button>
          <RemoveClip clip={clip} />
        </>
      ) : null}
    </Group>
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
