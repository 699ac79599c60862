import { Button, Progress, Tooltip } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { CASE_ROUTES, type CaseDetails } from '../../contract/cases.ts';
import type { Clip } from '../../contract/clips.ts';
import styles from './cases.module.css';
import { useCaseAction } from './use-case-action.ts';

interface ClipTextsProps {
  readonly clip: Clip;
  readonly opened: CaseDetails;
}

/** How far the text of a clip is read, or the way to have it read. */
export function ClipTexts({ clip: { id, title, texts }, opened }: ClipTextsProps) {
  const t = useTranslations('cases.texts');
  const want = useCaseAction(CASE_ROUTES.wantClipTexts);
  if (texts !== null) {
    const { segments, waiting } = texts;
    if (waiting === 0) return t('done');
    const share = (100 * (segments - waiting)) / Math.max(segments, waiting);
    return (
      <>
        <span>{t('reading', { share: Math.max(0, Math.floor(share)) })}</span>
        <Progress aria-label={t('ofClip', { title })} size="xs" value={share} />
      </>
    );
  }
  if (!opened.mayWork || opened.closed !== null) {
    return <span className={styles['under']}>{t('none')}</span>;
  }
  return (
    <Tooltip label={t('hint')} multiline w={260}>
      <Button
        variant="default"
        size="compact-sm"
        loading={want.isPending}
        onClick={() => want.mutate({ clip: id })}
      >
        {t('want')}
      </Button>
    </Tooltip>
  );
}
