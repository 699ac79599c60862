import type { Watcher, WatchersResponse } from '@workcompanion/core/protocol/watchers';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';
import { Fact, Section } from './section.tsx';
import { WatchedList } from './watched-list.tsx';

interface WatchersSectionProps {
  /** Null before the portal has told. */
  readonly watchers: WatchersResponse | null;
  readonly now: number;
}

export function WatchersSection({ watchers, now }: WatchersSectionProps) {
  const { t } = useWords();
  const { ask } = useAsk();
  return (
    <Section title={t.watchers.title}>
      <p className="prose">{t.watchers.text}</p>
      {watchers !== null && (
        <dl className="facts">
          <MayWatch watchers={watchers.mayWatch} by="manager" />
          <MayWatch watchers={watchers.mayWatch} by="compliance" />
          <Fact name={t.watchers.watched}>
            <WatchedList views={watchers.views} now={now} />
          </Fact>
        </dl>
      )}
      <button type="button" className="link" onClick={() => void ask('openPortal', null)}>
        {t.watchers.open}
      </button>
    </Section>
  );
}

interface MayWatchProps {
  readonly watchers: readonly Watcher[];
  readonly by: Watcher['by'];
}

function MayWatch({ watchers, by }: MayWatchProps) {
  const { t } = useWords();
  const names = watchers.filter((watcher) => watcher.by === by).map(({ name }) => name);
  if (names.length === 0) return null;
  return <Fact name={t.watchers.roles[by]}>{names.join(', ')}</Fact>;
}
