'use client';

import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface ChoiceItemProps {
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly lang?: string;
  readonly children: ReactNode;
}

/** One of several in a menu, of which one holds. */
export function ChoiceItem({ isChosen, onChoose, lang, children }: ChoiceItemProps) {
  return (
    <Menu.Item
      role="menuitemradio"
      aria-checked={isChosen}
      closeMenuOnClick={false}
      onClick={onChoose}
      lang={lang}
      rightSection={isChosen ? <IconCheck size={15} aria-hidden="true" /> : null}
    >
      {children}
    </Menu.Item>
  );
}
