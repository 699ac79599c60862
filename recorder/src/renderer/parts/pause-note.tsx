import { ownPause } from '../../ipc/pause-choices.ts';
import type { ShellView } from '../../ipc/shell-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatLeft, formatTime } from '../format.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';

/** All of the small window that comes a minute before a pause ends, and when it has ended. */
export function PauseNote({ view }: { readonly view: ShellView }) {
  const { t, locale } = useWords();
  const { ask, busy, problem } = useAsk();
  const pause = ownPause(view);
  if (pause === null) {
    return (
      <main className="pause-note" data-tone="recording" role="alert">
        <h1>{t.pause.over}</h1>
        <p>{t.states.recording}</p>
        <div className="pause-note-actions">
          {view.recorder?.policy?.pause.allowed === true && (
            <button type="button" className="button" onClick={() => void ask('open', null)}>
              {t.pause.button}
            </button>
          )}
          <button type="button" className="button primary" onClick={() => window.close()}>
            {t.pause.understood}
          </button>
        </div>
      </main>
    );
  }
  const { prolongBy } = pause;
  return (
    <main className="pause-note">
      <div role="alert">
        <h1>{t.pause.ending}</h1>
      </div>
      <p>
        {fill(t.pause.endingText, { until: formatTime(pause.until, view.now, locale) })}{' '}
        <span role="timer">{fill(t.pause.left, { time: formatLeft(pause.leftMicros) })}</span>
      </p>
      {problem !== null && <p className="problem">{t.answers[problem]}</p>}
      <div className="pause-note-actions">
        {prolongBy !== null && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() => void ask('prolong', null)}
          >
            {fill(t.pause.prolong, { count: prolongBy })}
          </button>
        )}
        <button
          type="button"
          className="button primary"
          disabled={busy}
          onClick={() => void ask('resume', null)}
        >
          {t.pause.resume}
        </button>
        <button type="button" className="link" onClick={() => window.close()}>
          {t.pause.understood}
        </button>
      </div>
    </main>
  );
}
