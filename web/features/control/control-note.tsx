'use client';

import { Alert } from '@mantine/core';
import { IconHourglass, IconUserExclamation } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { ControlKind } from '../../contract/control.ts';
import { useControlState } from './use-control-state.ts';

interface ControlNoteProps {
  /** What of the page may need two people. */
  readonly kinds: readonly ControlKind[];
  readonly className?: string | undefined;
}

/** That nobody else could agree, or what of the page waits for somebody; else nothing. */
export function ControlNote({ kinds, className }: ControlNoteProps) {
  const t = useTranslations('control');
  const { data } = useControlState();
  if (data === undefined) return null;
  const count = data.waiting.filter(({ kind }) => kinds.includes(kind)).length;
  if (!data.isAlone && count === 0) return null;
  const Icon = data.isAlone ? IconUserExclamation : IconHourglass;
  return (
    <div className={className} role="note">
      <Alert
        color={data.isAlone ? 'yellow' : 'brand'}
        variant="light"
        radius="md"
        p={10}
        icon={<Icon size={17} />}
        {...(data.isAlone ? { title: t('aloneTitle') } : {})}
      >
        {data.isAlone ? t('alone') : t('someWait', { count })}{' '}
        {count === 0 ? null : <PortalLink href="/approvals">{t('toApprovals')}</PortalLink>}
      </Alert>
    </div>
  );
}
