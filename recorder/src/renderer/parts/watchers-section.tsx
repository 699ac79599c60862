import type {
  WatchedStretch,
  Watcher,
  WatchersResponse,
} from '@workcompanion/core/protocol/watchers';
import type { ShellView } from '../../ipc/shell-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { watchedTitle } from '../../messages/watched-title.ts';
import { formatTime } from '../format.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';
import { FactRow, Section } from './section.tsx';

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
      {watchers?.laterDisclosure != null && (
        <p className="prose">
          {fill(t.watchers.later, { days: watchers.laterDisclosure.atMostDays })}
        </p>
      )}
      {watchers !== null && (
        <dl className="facts">
          <MayWatch watchers={watchers.mayWatch} by="manager" />
          <MayWatch watchers={watchers.mayWatch} by="compliance" />
          <LentWatchers lent={watchers.lent} now={now} />
          <FactRow name={t.watchers.watched}>
            <WatchedList views={watchers.views} now={now} />
          </FactRow>
        </dl>
      )}
      <button
        type="button"
        className="link"
        onClick={() => void ask('openPortal', { page: 'recordings' })}
      >
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
  return <FactRow name={t.watchers.roles[by]}>{names.join(', ')}</FactRow>;
}

interface LentWatchersProps {
  readonly lent: WatchersResponse['lent'];
  readonly now: number;
}

function LentWatchers({ lent, now }: LentWatchersProps) {
  const { t, locale } = useWords();
  if (lent.length === 0) return null;
  return (
    <FactRow name={t.watchers.lent}>
      <ul className="watched">
        {lent.map(({ name, live, until }) => (
          <li key={`${name} ${live} ${until}`}>
            {fill(live ? t.watchers.lentLive : t.watchers.lentText, {
              name,
              until: formatTime(until, now, locale),
            })}
          </li>
        ))}
      </ul>
    </FactRow>
  );
}

/** The number of viewings shown here; the portal shows all. */
const MOST_SHOWN = 5;

interface WatchedListProps {
  readonly views: readonly WatchedStretch[];
  readonly now: number;
}

/** Lists who watched which stretch, when and why. */
function WatchedList({ views, now }: WatchedListProps) {
  const { t, locale } = useWords();
  if (views.length === 0) return t.watchers.nobody;
  const time = (at: number) => formatTime(at, now, locale);
  const reasons: Readonly<Record<string, string>> = t.watchers.reasons;
  return (
    <ul className="watched">
      {views.slice(0, MOST_SHOWN).map((view) => (
        <li key={Object.values(view).join(' ')}>
          {view.name}, {time(view.watchedAt)}
          <div className="note">
            {[
              fill(t.watchers.stretch, { from: time(view.from), to: time(view.to) }),
              ...(view.live ? [t.watchers.live] : []),
              ...(view.thumbnails ? [t.watchers.thumbnails] : []),
              ...(view.programs ? [t.watchers.programs] : []),
              ...(view.reason === null ? [] : [reasons[view.reason] ?? view.reason]),
            ].join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Shown for as long as somebody watches live, so that nobody watches unseen. */
export function WatchedNow({ view }: { readonly view: ShellView }) {
  const { t, locale } = useWords();
  const title = watchedTitle(view.recorder, locale);
  if (title === null) return null;
  const isRecording = view.state === 'recording' || view.state === 'recording-offline';
  return (
    <div className="watched-now" role="status">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Z" />
        <circle cx="12" cy="12" r="3" />
      </svg>
      <div>
        <strong>{title}</strong>
        <p>{isRecording ? t.watchers.nowText : t.watchers.nowResting}</p>
      </div>
    </div>
  );
}
