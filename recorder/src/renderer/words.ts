import { createContext, useContext } from 'react';
import type { ShellLocale } from '../ipc/bridge.ts';
import { messagesOf, type RecorderMessages } from '../messages/messages-of.ts';

export interface RecorderWords {
  readonly t: RecorderMessages;
  readonly locale: ShellLocale;
}

export const WordsContext = createContext<RecorderWords>({ t: messagesOf('en'), locale: 'en' });

export function useWords(): RecorderWords {
  return useContext(WordsContext);
}
