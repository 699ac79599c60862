import { LANGUAGE_NAMES, LOCALE_CHOICES, THEME_CHOICES } from '../../ipc/bridge.ts';
import type { ShellView } from '../../ipc/shell-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';

export function Footer({ view }: { readonly view: ShellView }) {
  const { t } = useWords();
  const { ask } = useAsk();
  const { locale, theme } = view.preferences;
  return (
    <footer className="footer">
      <select
        aria-label={t.footer.language}
        value={locale}
        onChange={({ target }) =>
          choose(LOCALE_CHOICES, target.value, (choice) => ask('setLocale', choice))
        }
      >
        {LOCALE_CHOICES.map((value) => (
          <option key={value} value={value}>
            {value === 'auto' ? t.footer.languages.auto : LANGUAGE_NAMES[value]}
          </option>
        ))}
      </select>
      <select
        aria-label={t.footer.theme}
        value={theme}
        onChange={({ target }) =>
          choose(THEME_CHOICES, target.value, (choice) => ask('setTheme', choice))
        }
      >
        {THEME_CHOICES.map((value) => (
          <option key={value} value={value}>
            {t.footer.themes[value]}
          </option>
        ))}
      </select>
      <button type="button" className="link" onClick={() => void ask('saveLogs', null)}>
        {t.footer.logs}
      </button>
      {view.recorder !== null && (
        <span className="note">{fill(t.footer.version, { version: view.recorder.version })}</span>
      )}
    </footer>
  );
}

function choose<T extends string>(
  choices: readonly T[],
  value: string,
  use: (choice: T) => Promise<boolean>,
): void {
  const choice = choices.find((known) => known === value);
  if (choice !== undefined) void use(choice);
}
