'use client';

import { Button, Group, Modal, Stack, Textarea } from '@mantine/core';
import { useTranslations } from 'next-intl';
import type { FormEvent } from 'react';
import { MAX_BOOKMARK_NOTE } from '../../../contract/bookmarks.ts';
import { FormAlert } from '../../auth/form-alert.tsx';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDayScope } from '../day-context.ts';
import { laneKey } from '../lane-key.ts';
import type { Interval } from '../timeline/interval.ts';
import { formatClock } from '../zone/format-clock.ts';
import { useMakeBookmark } from './use-make-bookmark.ts';

interface BookmarkFormProps {
  /** Null: closed. */
  readonly stretch: Interval | null;
  readonly onClose: () => void;
}

/** Marks a moment or a stretch, with a note for those who come later. */
export function BookmarkForm({ stretch, onClose }: BookmarkFormProps) {
  const t = useTranslations();
  const words = useErrorWords();
  const { day, zone, focus } = useDayScope();
  const { mutate, isPending, error, reset } = useMakeBookmark(day.person.id);
  const close = (): void => {
    reset();
    onClose();
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const note = new FormData(event.currentTarget).get('note');
    const lane = day.lanes.find((candidate) => laneKey(candidate) === focus);
    if (stretch === null || typeof note !== 'string') return;
    mutate(
      {
        person: day.person.id,
        lane: lane === undefined ? null : { device: lane.device, display: lane.display },
        from: Math.round(stretch.from),
        to: Math.round(stretch.to),
        note,
      },
      { onSuccess: close },
    );
  };
  const clock = (micros: number): string => formatClock(zone, micros, 'second');
  return (
    <Modal opened={stretch !== null} onClose={close} title={t('day.bookmarks.make')} size={420}>
      <form onSubmit={submit}>
        <Stack gap={14}>
          {error === null ? null : <FormAlert tone="bad">{words(error)}</FormAlert>}
          <Textarea
            name="note"
            label={
              stretch === null || stretch.from === stretch.to
                ? t('day.bookmarks.at', { time: clock(stretch?.from ?? day.from) })
                : t('day.bookmarks.over', { from: clock(stretch.from), to: clock(stretch.to) })
            }
            placeholder={t('day.bookmarks.placeholder')}
            description={t('day.bookmarks.who')}
            maxLength={MAX_BOOKMARK_NOTE}
            autosize
            minRows={2}
            data-autofocus
          />
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={close}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={isPending}>
              {t('day.bookmarks.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
