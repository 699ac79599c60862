import { createContext, useContext } from 'react';
import { en, type Messages } from '../messages/en.ts';
import type { ShellLocale } from '../messages/messages-of.ts';

export interface Words {
  readonly t: Messages;
  readonly locale: ShellLocale;
}

export const WordsContext = createContext<Words>({ t: en, locale: 'en' });

export function useWords(): Words {
  return useContext(WordsContext);
}
