import type { UPDATE_CODES } from '@workcompanion/core/releases/update-report';
import { useMessages } from 'next-intl';
import { useCallback } from 'react';
import type { Messages } from '../../i18n/messages.ts';

type Subject = Exclude<keyof Messages['causes'], 'installer'>;
/** Every code of an update has words. */
type Causes = Messages['causes'] & {
  readonly update: Readonly<Record<(typeof UPDATE_CODES)[number], string>>;
};
type Words = Readonly<Partial<Record<string, string>>>;

/** Why something failed, in words; a code that has none stands for itself, or for `unworded`. */
export function useCauseWords(subject: Subject): (code: string, unworded?: string) => string {
  const { [subject]: chosen, installer }: Causes = useMessages().causes;
  return useCallback(
    (code, unworded = code) => {
      const words: Words = chosen;
      // An installer ends with a number, which is no error code of ours.
      const numbers: Words = subject === 'update' && /^\d+$/.test(code) ? installer : {};
      const found = words[code] ?? numbers[code] ?? numbers['other'] ?? words['other'] ?? unworded;
      return found.replace('{code}', code);
    },
    [subject, chosen, installer],
  );
}
