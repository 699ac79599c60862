'use client';

import { Modal, SegmentedControl, Textarea } from '@mantine/core';
import type { Interval } from '@workcompanion/core/footage/interval';
import { useTranslations } from 'next-intl';
import { type FormEvent, useState } from 'react';
import {
  BOOKMARK_ROUTES,
  type BookmarkKind,
  MAX_BOOKMARK_NOTE,
} from '../../../contract/bookmarks.ts';
import { useRouteMutation } from '../../api/use-route-mutation.ts';
import { DialogForm } from '../../forms/dialog-form.tsx';
import { useDayScope } from '../context/day-context.ts';
import { laneKey } from '../lanes/lane-key.ts';
import { formatClock } from '../time/format-clock.ts';

/** What says that there is something to see. */
const NOTED_KINDS = ['note', 'look-again', 'example'] as const satisfies readonly BookmarkKind[];

interface BookmarkFormProps {
  /** Null: closed. */
  readonly stretch: Interval | null;
  readonly onClose: () => void;
}

/** Marks a moment or a stretch, with a note for those who come later. */
export function BookmarkForm({ stretch, onClose }: BookmarkFormProps) {
  const t = useTranslations();
  const { day, zone, focus } = useDayScope();
  const { mutate, isPending, error, reset } = useRouteMutation(BOOKMARK_ROUTES.makeBookmark, {
    refreshes: [BOOKMARK_ROUTES.listBookmarks],
  });
  const close = (): void => {
    reset();
    onClose();
  };
  const [kind, setKind] = useState<BookmarkKind>('note');
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    const note = new FormData(event.currentTarget).get('note');
    const lane = day.lanes.find((candidate) => laneKey(candidate) === focus);
    if (stretch === null || typeof note !== 'string') return;
    mutate(
      {
        person: day.person.id,
        lane: lane === undefined ? null : { device: lane.device, display: lane.display },
        from: Math.round(stretch.from),
        to: Math.round(stretch.to),
        kind,
        note,
      },
      { onSuccess: close },
    );
  };
  const clock = (micros: number): string => formatClock(zone, micros, 'second');
  return (
    <Modal opened={stretch !== null} onClose={close} title={t('day.bookmarks.make')} size={420}>
      <DialogForm
        error={error}
        confirm={t('day.bookmarks.save')}
        isPending={isPending}
        onSubmit={submit}
        onCancel={close}
      >
        <SegmentedControl
          size="xs"
          fullWidth
          mb={10}
          aria-label={t('day.bookmarks.kind')}
          value={kind}
          onChange={setKind}
          data={NOTED_KINDS.map((value) => ({ value, label: t(`day.bookmarks.kinds.${value}`) }))}
        />
        <Textarea
          name="note"
          label={
            stretch === null || stretch.from === stretch.to
              ? t('day.bookmarks.at', { time: clock(stretch?.from ?? day.from) })
              : t('day.bookmarks.over', { from: clock(stretch.from), to: clock(stretch.to) })
          }
          placeholder={t('day.bookmarks.placeholder')}
          description={t(day.isSelf ? 'day.bookmarks.whoOwn' : 'day.bookmarks.who')}
          maxLength={MAX_BOOKMARK_NOTE}
          autosize
          minRows={2}
          data-autofocus
        />
      </DialogForm>
    </Modal>
  );
}
