'use client';

import { IconHourglass, IconUserExclamation } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { PortalLink } from '../../components/leaving/portal-link.tsx';
import type { ControlKind } from '../../contract/control.ts';
import styles from '../archive/alarm-list.module.css';
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
  const count = data.waiting.filter(({ kind }) => kinds.some((each) => each === kind)).length;
  if (!data.isAlone && count === 0) return null;
  const Icon = data.isAlone ? IconUserExclamation : IconHourglass;
  return (
    <div className={className} role="note">
      <div className={styles['alarm']} data-tone="warn">
        <Icon size={18} aria-hidden="true" />
        <div>
          <strong>{data.isAlone ? t('aloneTitle') : t('someWait', { count })}</strong>
          <p>
            {data.isAlone ? t('alone') : null}{' '}
            {count === 0 ? null : <PortalLink href="/approvals">{t('toApprovals')}</PortalLink>}
          </p>
        </div>
      </div>
    </div>
  );
}
