'use client';

import { Button, Group, Textarea, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { REMARK_ROUTES, type Remark } from '../../../contract/watching.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { useDayScope } from '../context/day-context.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './panel.module.css';

/** One remark, a press from its moment, with its answer. */
export function RemarkRow({ remark }: { readonly remark: Remark }) {
  const t = useTranslations('mirror.remarks');
  const { day, zone, player, selection } = useDayScope();
  const { from, to, kind, text, answer, answeredBy } = remark;
  const go = (): void => {
    player.seek(from);
    if (to > from) selection.choose(from, to);
  };
  return (
    <li>
      <UnstyledButton
        className={styles['row'] ?? ''}
        data-tone={kind === 'dispute' ? 'bad' : undefined}
        onClick={go}
      >
        <time>{formatClock(zone, from, 'second')}</time>
        <span className={styles['watched']}>
          <span className={styles['text']}>
            {kind === 'dispute' ? `${t('disputed')}: ${text}` : text}
          </span>
          {answer === null ? null : (
            <small>
              {t('answeredBy', { name: answeredBy ?? '' })}: {answer}
            </small>
          )}
        </span>
      </UnstyledButton>
      {answer === null && !day.isSelf ? <AnswerForm remark={remark} /> : null}
    </li>
  );
}

function AnswerForm({ remark }: { readonly remark: Remark }) {
  const t = useTranslations('mirror.remarks');
  const common = useTranslations('common');
  const answer = useRouteMutation(REMARK_ROUTES.answerRemark, {
    refreshes: [REMARK_ROUTES.listRemarks],
  });
  const [isOpen, setOpen] = useState(false);
  const [text, setText] = useState('');
  if (!isOpen) {
    return (
      <Button variant="subtle" size="compact-xs" onClick={() => setOpen(true)}>
        {t('answer')}
      </Button>
    );
  }
  return (
    <>
      <Textarea
        aria-label={t('answerText')}
        placeholder={t('answerText')}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={2}
        data-autofocus
      />
      <Group gap={6} mt={6} justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={() => setOpen(false)}>
          {common('cancel')}
        </Button>
        <Button
          size="compact-sm"
          disabled={text.trim() === ''}
          loading={answer.isPending}
          onClick={() => answer.mutate({ remark: remark.id, answer: text })}
        >
          {t('answer')}
        </Button>
      </Group>
    </>
  );
}
