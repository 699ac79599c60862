import type { RecorderStatus } from '../../core/recorder-status.ts';
import { fill } from '../../messages/messages-of.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';

interface HistoryConflictProps {
  readonly problem: NonNullable<RecorderStatus['checkpointProblem']>;
}

/** Shows how the portal contradicts the kept checkpoints, and what a person can do about it. */
export function HistoryConflict({ problem }: HistoryConflictProps) {
  const { t } = useWords();
  const { ask, busy } = useAsk();
  const { kind, checkpoint, kept, shown } = problem;
  return (
    <section className="other-history" role="alert">
      <h2>{t.history.title}</h2>
      <p>{t.history.text}</p>
      <p>{t.history.kinds[kind]}</p>
      <p>{t.history.meaning}</p>
      <p>{t.history.advice}</p>
      <button
        type="button"
        className="button"
        disabled={busy}
        onClick={() => void ask('saveLogs', null)}
      >
        {t.history.save}
      </button>
      <details>
        <summary>{fill(t.history.proof, { number: checkpoint })}</summary>
        <dl>
          <dt>{t.history.kept}</dt>
          <dd className="fingerprint">{kept}</dd>
          <dt>{t.history.shown}</dt>
          <dd className="fingerprint">{shown ?? t.history.none}</dd>
        </dl>
      </details>
    </section>
  );
}
