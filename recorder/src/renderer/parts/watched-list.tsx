import type { WatchedStretch } from '@workcompanion/core/protocol/watchers';
import { fill } from '../../messages/messages-of.ts';
import { formatTime } from '../format.ts';
import { useWords } from '../words.ts';

/** The rest is in the portal. */
const MOST_SHOWN = 5;

interface WatchedListProps {
  readonly views: readonly WatchedStretch[];
  readonly now: number;
}

/** Who watched which stretch, when and why. */
export function WatchedList({ views, now }: WatchedListProps) {
  const { t, locale } = useWords();
  if (views.length === 0) return t.watchers.nobody;
  const time = (at: number) => formatTime(at, now, locale);
  const reasons: Readonly<Record<string, string>> = t.watchers.reasons;
  return (
    <ul className="watched">
      {views.slice(0, MOST_SHOWN).map(({ name, from, to, watchedAt, live, pictures, reason }) => (
        <li key={`${name} ${watchedAt}`}>
          {name}, {time(watchedAt)}
          <div className="note">
            {[
              fill(t.watchers.stretch, { from: time(from), to: time(to) }),
              ...(live ? [t.watchers.live] : []),
              ...(pictures ? [t.watchers.pictures] : []),
              ...(reason === null ? [] : [reasons[reason] ?? reason]),
            ].join(' · ')}
          </div>
        </li>
      ))}
    </ul>
  );
}
