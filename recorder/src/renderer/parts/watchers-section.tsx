import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';
import { Section } from './section.tsx';

export function WatchersSection() {
  const { t } = useWords();
  const { ask } = useAsk();
  return (
    <Section title={t.watchers.title}>
      <p className="prose">{t.watchers.text}</p>
      <button type="button" className="link" onClick={() => void ask('openPortal', null)}>
        {t.watchers.open}
      </button>
    </Section>
  );
}
