import { createContext, useContext } from 'react';
import { en, type RecorderMessages } from '../messages/en.ts';
import type { ShellLocale } from '../messages/messages-of.ts';

export interface RecorderWords {
  readonly t: RecorderMessages;
  readonly locale: ShellLocale;
}

export const WordsContext = createContext<RecorderWords>({ t: en, locale: 'en' });

export function useWords(): RecorderWords {
  return useContext(WordsContext);
}
