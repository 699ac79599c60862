'use client';

import { Button, Group, SegmentedControl, Stack, Textarea, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { useState } from 'react';
import { REMARK_ROUTES, type Remark } from '../../../contract/watching.ts';
import { useRoute } from '../../api/use-route.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { FormAlert } from '../../forms/form-alert.tsx';
import { useDayScope } from '../context/day-context.ts';
import { formatClock } from '../time/format-clock.ts';
import styles from './panel.module.css';

/** What the person says about this day's footage; they write it here themselves. */
export function PersonRemarks() {
  const t = useTranslations('mirror.remarks');
  const { day, can } = useDayScope();
  const { person, from, to, isSelf } = day;
  const { data } = useRoute(
    REMARK_ROUTES.listRemarks,
    { person: person.id, from, to },
    { enabled: can('watch') },
  );
  const [isWriting, setWriting] = useState(false);
  const items = data?.items ?? [];
  if (items.length === 0 && !isSelf) return null;
  return (
    <section>
      <h2 className={styles['title']}>{t(isSelf ? 'own' : 'title')}</h2>
      {items.length === 0 && !isWriting ? <p className={styles['quiet']}>{t('none')}</p> : null}
      <ul className={styles['rows']}>
        {items.map((remark) => (
          <RemarkRow key={remark.id} remark={remark} />
        ))}
      </ul>
      {isSelf && !isWriting ? (
        <Button variant="subtle" size="compact-xs" onClick={() => setWriting(true)}>
          {t('add')}
        </Button>
      ) : null}
      {isWriting ? <RemarkForm onDone={() => setWriting(false)} /> : null}
    </section>
  );
}

/** A remark on the chosen stretch, else on the moment that was on screen when it was begun. */
function RemarkForm({ onDone }: { readonly onDone: () => void }) {
  const t = useTranslations('mirror.remarks');
  const common = useTranslations('common');
  const words = useErrorWords();
  const { zone, player, selection } = useDayScope();
  const [moment] = useState(() => Math.round(player.micros));
  const [kind, setKind] = useState<'note' | 'dispute'>('note');
  const [text, setText] = useState('');
  const make = useRouteMutation(REMARK_ROUTES.makeRemark, {
    refreshes: [REMARK_ROUTES.listRemarks],
  });
  const { from, to } = selection.stretch ?? { from: moment, to: moment };
  const at = formatClock(zone, from, 'second');
  const save = (): void => make.mutate({ kind, from, to, text }, { onSuccess: onDone });
  return (
    <Stack gap={8} mt={6}>
      {make.error === null ? null : <FormAlert tone="bad">{words(make.error)}</FormAlert>}
      <SegmentedControl
        size="xs"
        aria-label={t('kind')}
        value={kind}
        onChange={setKind}
        data={[
          { value: 'note', label: t('note') },
          { value: 'dispute', label: t('dispute') },
        ]}
      />
      <Textarea
        label={t('text')}
        description={
          from === to
            ? t('aboutMoment', { at })
            : t('about', { from: at, to: formatClock(zone, to, 'second') })
        }
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        maxLength={1000}
        autosize
        minRows={2}
        autoFocus
      />
      <Group gap={6} justify="flex-end">
        <Button variant="default" size="compact-sm" onClick={onDone}>
          {common('cancel')}
        </Button>
        <Button
          size="compact-sm"
          disabled={text.trim() === ''}
          loading={make.isPending}
          onClick={save}
        >
          {t('save')}
        </Button>
      </Group>
    </Stack>
  );
}

/** One remark, a press from its moment, with its answer. */
function RemarkRow({ remark }: { readonly remark: Remark }) {
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
        autoFocus
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
