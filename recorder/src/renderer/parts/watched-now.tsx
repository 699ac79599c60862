import { useWords } from '../words.ts';

/** Nobody watches unseen: this is there for as long as somebody does. */
export function WatchedNow() {
  const { t } = useWords();
  return (
    <div className="watched-now" role="status">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M2 12s3.6-6.5 10-6.5S22 12 22 12s-3.6 6.5-10 6.5S2 12 2 12Z" />
        <circle cx="12" cy="12" r="3" />
      </svg>
      <div>
        <strong>{t.watchers.now}</strong>
        <p>{t.watchers.nowText}</p>
      </div>
    </div>
  );
}
