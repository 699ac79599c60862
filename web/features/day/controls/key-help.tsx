'use client';

import { Modal } from '@mantine/core';
import { useTranslations } from 'next-intl';
import styles from './controls.module.css';

const GROUPS = [
  {
    title: 'playback',
    rows: [
      { keys: ['Space', 'K'], text: 'space' },
      { keys: [',', '.'], text: 'frames' },
      { keys: ['[', ']'], text: 'speeds' },
      { keys: ['S'], text: 'idle' },
    ],
  },
  {
    title: 'moving',
    rows: [
      { keys: ['J', 'L'], text: 'jl' },
      { keys: ['←', '→'], text: 'arrows' },
      { keys: ['Shift ←', 'Shift →'], text: 'shiftArrows' },
      { keys: ['P', 'N'], text: 'stretches' },
      { keys: ['Home', 'End'], text: 'ends' },
      { keys: ['Shift P', 'Shift N'], text: 'recordedDays' },
      { keys: ['G'], text: 'goTo' },
      { keys: ['Ctrl F'], text: 'find' },
    ],
  },
  {
    title: 'choosing',
    rows: [
      { keys: ['Shift + drag'], text: 'drag' },
      { keys: ['I', 'O'], text: 'inOut' },
      { keys: ['B'], text: 'mark' },
      { keys: ['Esc'], text: 'clear' },
    ],
  },
  {
    title: 'reviewing',
    rows: [
      { keys: ['U'], text: 'unreviewed' },
      { keys: ['V'], text: 'seen' },
      { keys: ['X'], text: 'nothingFound' },
    ],
  },
  {
    title: 'viewing',
    rows: [
      { keys: ['F'], text: 'focus' },
      { keys: ['+', '−'], text: 'zoom' },
      { keys: ['0'], text: 'fit' },
      { keys: ['Z'], text: 'picture' },
      { keys: ['?'], text: 'help' },
    ],
  },
] as const;

interface KeyHelpProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

export function KeyHelp({ isOpen, onClose }: KeyHelpProps) {
  const t = useTranslations('day.help');
  return (
    <Modal opened={isOpen} onClose={onClose} title={t('title')} size={460}>
      <div className={styles['help']}>
        {GROUPS.map(({ title, rows }) => (
          <section key={title}>
            <h3>{t(title)}</h3>
            {rows.map(({ keys, text }) => (
              <div key={text} className={styles['row']}>
                <span>{t(text)}</span>
                <span>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Modal>
  );
}
