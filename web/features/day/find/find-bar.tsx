'use client';

import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconSearch, IconX } from '@tabler/icons-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { FEWEST_LETTERS } from '../../../contract/search.ts';
import { useErrorWords } from '../../errors/use-error-words.ts';
import { useDayScope } from '../context/day-context.ts';
import { useDayFinder } from './day-finder.tsx';
import styles from './find.module.css';

/** Looks for words in the day; Enter goes from hit to hit, Shift+Enter back, Escape closes. */
export function FindBar() {
  const { isOpen } = useDayFinder();
  return isOpen ? <OpenFindBar /> : null;
}

function OpenFindBar() {
  const t = useTranslations('day.find');
  const { player } = useDayScope();
  const { calls, state, hits, find, close } = useDayFinder();
  const field = useRef<HTMLInputElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each call asks for the field.
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [calls]);
  const [words, setWords] = useState('');
  const [sought, setSought] = useState('');
  const [at, setAt] = useState<number | null>(null);
  const go = useGoTo(setAt);
  const step = (by: number): void => {
    if (hits.length > 0) go(((at ?? -1) + by + hits.length) % hits.length);
  };
  useEffect(() => {
    // The first that comes after what is on screen, once all are known.
    if (state !== 'ended' || at !== null || hits.length === 0) return;
    const next = hits.findIndex(({ to }) => to > player.micros);
    go(Math.max(0, next));
  }, [state, hits, at, go, player]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') close();
    if (event.key !== 'Enter' || words.trim().length < FEWEST_LETTERS) return;
    event.preventDefault();
    if (words === sought) step(event.shiftKey ? -1 : 1);
    else {
      setSought(words);
      setAt(null);
      find(words);
    }
  };
  return (
    <search className={styles['bar']}>
      <TextInput
        ref={field}
        className={styles['field']}
        size="xs"
        aria-label={t('field')}
        placeholder={t('field')}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        maxLength={200}
        autoFocus
        autoComplete="off"
        spellCheck={false}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      <FindWords at={at} words={words} />
      <FindButtons onStep={step} />
    </search>
  );
}

interface FindButtonsProps {
  readonly onStep: (by: number) => void;
}

function FindButtons({ onStep }: FindButtonsProps) {
  const t = useTranslations('day.find');
  const { hits, close } = useDayFinder();
  return (
    <>
      {(
        [
          [-1, 'previous', IconChevronUp],
          [1, 'next', IconChevronDown],
        ] as const
      ).map(([by, key, Icon]) => (
        <ActionIcon
          key={key}
          variant="subtle"
          color="gray"
          size="sm"
          disabled={hits.length === 0}
          aria-label={t(key)}
          title={t(key)}
          onClick={() => onStep(by)}
        >
          <Icon size={15} />
        </ActionIcon>
      ))}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="sm"
        aria-label={t('close')}
        title={t('close')}
        onClick={close}
      >
        <IconX size={15} />
      </ActionIcon>
    </>
  );
}

/** Goes to a hit, on the display where it stood. */
function useGoTo(setAt: (at: number) => void): (at: number) => void {
  const { player, setFocus, day } = useDayScope();
  const { hits } = useDayFinder();
  return (at) => {
    const hit = hits[at];
    if (hit === undefined) return;
    setAt(at);
    if (hit.display !== null && day.lanes.length > 1) setFocus(`${hit.device}/${hit.display}`);
    player.seek(hit.from);
  };
}

interface FindWordsProps {
  readonly at: number | null;
  readonly words: string;
}

function FindWords({ at, words: sought }: FindWordsProps) {
  const t = useTranslations('day.find');
  const words = useErrorWords();
  const { state, hits, error } = useDayFinder();
  const said = {
    idle: isTooShort(sought) ? t('tooShort', { fewest: FEWEST_LETTERS }) : t('enter'),
    running: t('running', { count: hits.length }),
    ended: hits.length === 0 ? t('none') : t('at', { at: (at ?? 0) + 1, count: hits.length }),
    failed: words(error),
  }[state];
  const hit = at === null ? undefined : hits[at];
  return (
    <span
      className={styles['said']}
      data-state={state}
      role="status"
      title={hit?.text ?? hit?.title ?? undefined}
    >
      {said}
    </span>
  );
}

function isTooShort(words: string): boolean {
  return words !== '' && words.trim().length < FEWEST_LETTERS;
}
