'use client';

import { Button } from '@mantine/core';
import { IconLock, IconMovie } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { LinkButton } from '../../components/link-button.tsx';
import { MessageState } from '../../components/message-state.tsx';
import type { CaseDetails } from '../../contract/cases.ts';
import type { Clip } from '../../contract/clips.ts';
import { EvidencePackageModal } from '../evidence-packages/evidence-package-modal.tsx';
import { BookmarksSection } from './bookmarks-section.tsx';
import styles from './cases.module.css';
import { ClipsTable } from './clips-table.tsx';
import { HoldModal } from './hold-modal.tsx';

interface ClipsPanelProps {
  readonly opened: CaseDetails;
  /** A package was asked for: that is where to look now. */
  readonly onPackages: () => void;
}

/** What the case is about: its clips and bookmarks. */
export function ClipsPanel({ opened, onPackages }: ClipsPanelProps) {
  const t = useTranslations('cases');
  const [packaging, setPackaging] = useState<Clip | null>(null);
  const [holding, setHolding] = useState<Clip | 'all' | null>(null);
  const { clips, mayHold } = opened;
  return (
    <>
      {clips.length === 0 ? (
        <MessageState
          icon={<IconMovie size={22} />}
          title={t('noClipsTitle')}
          actions={
            opened.mayWork ? (
              <LinkButton href="/people" variant="default">
                {t('toPeople')}
              </LinkButton>
            ) : null
          }
        >
          <p>{t('noClipsText')}</p>
        </MessageState>
      ) : (
        <ClipsTable opened={opened} onPackage={setPackaging} onHold={setHolding} />
      )}
      {clips.length > 1 && mayHold && opened.closed === null ? (
        <Button
          className={styles['below'] ?? ''}
          variant="default"
          leftSection={<IconLock size={15} aria-hidden="true" />}
          onClick={() => setHolding('all')}
        >
          {t('holdAll')}
        </Button>
      ) : null}
      <BookmarksSection opened={opened} />
      {packaging === null ? null : (
        <EvidencePackageModal
          clip={packaging}
          onClose={() => setPackaging(null)}
          onAsked={() => {
            setPackaging(null);
            onPackages();
          }}
        />
      )}
      {holding === null ? null : (
        <HoldModal
          caseId={opened.id}
          clip={holding === 'all' ? null : holding}
          clips={holding === 'all' ? clips.length : 1}
          onClose={() => setHolding(null)}
        />
      )}
    </>
  );
}
