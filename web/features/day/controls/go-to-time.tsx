'use client';

import { Button, Group, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { useTranslations } from 'next-intl';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useDayScope } from '../context/day-context.ts';
import { useSnapshot } from '../context/use-snapshot.ts';
import { formatClock, formatOffset } from '../time/format-clock.ts';
import { parseTimeParam } from '../time/time-param.ts';
import styles from './controls.module.css';

interface GoToTimeProps {
  readonly isOpen: boolean;
  readonly setOpen: (isOpen: boolean) => void;
}

/** The time of the playhead; press it to type another. */
export function GoToTime({ isOpen, setOpen }: GoToTimeProps) {
  const t = useTranslations('day.player');
  const { player, zone } = useDayScope();
  const { mode, isLive } = useSnapshot(player);
  const [isWrong, setWrong] = useState(false);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const text = new FormData(event.currentTarget).get('time');
    const micros = typeof text === 'string' ? parseTimeParam(text, zone) : null;
    setWrong(micros === null);
    if (micros === null) return;
    player.seek(micros);
    setOpen(false);
  };
  return (
    <>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        onClose={() => setWrong(false)}
        position="top"
        shadow="md"
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <UnstyledButton
            className={styles['time'] ?? ''}
            onClick={() => setOpen(!isOpen)}
            title={`${t('goTo')} (G)`}
          >
            <MovingClock />
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown>
          <form onSubmit={submit}>
            <Group align="flex-start" gap={8} wrap="nowrap">
              <TextInput
                name="time"
                size="xs"
                w={150}
                aria-label={t('goTo')}
                placeholder={t('goToHint')}
                error={isWrong ? t('goToInvalid') : null}
                autoComplete="off"
                data-autofocus
              />
              <Button type="submit">{t('go')}</Button>
            </Group>
          </form>
        </Popover.Dropdown>
      </Popover>
      {mode === 'waiting' && !isLive ? (
        <span className={styles['waiting']}>{t('waiting')}</span>
      ) : null}
    </>
  );
}

/** The playhead's time, written 60 times a second without React. */
function MovingClock() {
  const { player, zone } = useDayScope();
  const textRef = useRef<HTMLSpanElement>(null);
  const zoneRef = useRef<HTMLElement>(null);
  useEffect(() => {
    const show = (micros: number): void => {
      const [text, offset] = [textRef.current, zoneRef.current];
      if (text === null || offset === null) return;
      const words = formatClock(zone, micros, 'tenth');
      if (text.textContent !== words) text.textContent = words;
      offset.textContent = formatOffset(zone, micros);
    };
    show(player.micros);
    return player.onMove.listen(show);
  }, [player, zone]);
  return (
    <>
      <span ref={textRef} data-testid="playhead-time" />
      <small ref={zoneRef} />
    </>
  );
}
