import type { useMessages } from 'next-intl';
import { matches } from '../palette/matches.ts';

type Messages = ReturnType<typeof useMessages>;

interface DeclaredSection {
  readonly id: string;
  /** In the portal. All else is set in the environment of the server, or tells how its parts are. */
  readonly isSetHere: boolean;
  /** What stands in it, by which it is found. */
  readonly words: (messages: Messages) => unknown;
}

/** The settings, in the order of the page. */
export const SETTING_SECTIONS = [
  {
    id: 'watching',
    isSetHere: true,
    words: ({ watching, evidencePackages }) => [watching.settings, evidencePackages.settings],
  },
  { id: 'signing-in', isSetHere: true, words: ({ settings }) => settings.signIn },
  { id: 'telling', isSetHere: true, words: ({ settings, webhooks }) => [settings.mail, webhooks] },
  { id: 'updates', isSetHere: true, words: ({ releases }) => releases },
  {
    id: 'storage',
    isSetHere: false,
    words: ({ settings }) => [settings.stores, settings.storeNames],
  },
  {
    id: 'parts',
    isSetHere: false,
    words: ({ settings }) => [settings.workers, settings.version, settings.jobNames],
  },
  { id: 'environment', isSetHere: false, words: ({ settings }) => settings.groups },
] as const satisfies readonly DeclaredSection[];
export type SettingSection = (typeof SETTING_SECTIONS)[number];

/** All strings of it, however deep. */
export function stringsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];
}

/** Each word of the query is in one of the lines. */
export function isFound(query: string, lines: readonly unknown[]): boolean {
  return matches(query, stringsOf(lines));
}
