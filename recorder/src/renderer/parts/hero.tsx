import { useState } from 'react';
import { type OwnPause, ownPause } from '../../ipc/pause-choices.ts';
import type { ShellState, ShellView } from '../../ipc/shell-view.ts';
import { fill } from '../../messages/messages-of.ts';
import { formatLeft } from '../format.ts';
import { headline } from '../headline.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';
import { PauseDialog } from './pause-dialog.tsx';

interface HeroProps {
  readonly view: ShellView;
  readonly onTestConnection: () => void;
}

export function Hero({ view, onTestConnection }: HeroProps) {
  const words = useWords();
  const { t } = words;
  const { ask, busy, problem } = useAsk();
  const [asking, setAsking] = useState(false);
  const { title, text, cause } = headline(view, words);
  const { state, recorder } = view;
  const rules = recorder?.policy?.pause;
  const pause = ownPause(view);
  const recording = state === 'recording' || state === 'recording-offline';
  return (
    <header className="hero" data-state={state}>
      <StateIcon state={state} />
      <div className="hero-text">
        <div role="status">
          <h1>{title}</h1>
          <p>{text}</p>
          {cause !== null && (
            <p className="cause">
              <strong>{cause.what}</strong> {cause.advice}
            </p>
          )}
        </div>
        {cause !== null && recorder !== null && (
          <button type="button" className="link" onClick={onTestConnection}>
            {t.connection.open}
          </button>
        )}
        {pause !== null && (
          <p role="timer">{fill(t.pause.left, { time: formatLeft(pause.leftMicros) })}</p>
        )}
        <HeroActions
          pause={pause}
          keyLocked={recorder?.problem === 'device-key-locked'}
          mayPause={recording && rules?.allowed === true}
          busy={busy}
          onPause={() => setAsking(true)}
          onProlong={() => void ask('prolong', null)}
          onResume={() => void ask('resume', null)}
          onEnrolAnew={() => void ask('enrolAnew', null)}
        />
        {problem !== null && (
          <p className="problem" role="alert">
            {t.answers[problem]}
          </p>
        )}
      </div>
      {asking && rules !== undefined && (
        <PauseDialog rules={rules} onClose={() => setAsking(false)} />
      )}
    </header>
  );
}

interface HeroActionsProps {
  readonly pause: OwnPause | null;
  readonly mayPause: boolean;
  readonly keyLocked: boolean;
  readonly busy: boolean;
  readonly onPause: () => void;
  readonly onProlong: () => void;
  readonly onResume: () => void;
  readonly onEnrolAnew: () => void;
}

function HeroActions(props: HeroActionsProps) {
  const { pause, mayPause, keyLocked, busy, onPause, onProlong, onResume, onEnrolAnew } = props;
  const { t } = useWords();
  if (keyLocked) {
    return (
      <div className="hero-actions">
        <button type="button" className="button" disabled={busy} onClick={onEnrolAnew}>
          {t.enrolAnew.button}
        </button>
      </div>
    );
  }
  if (pause === null && !mayPause) return null;
  return (
    <div className="hero-actions">
      {pause !== null ? (
        <>
          <button type="button" className="button primary" disabled={busy} onClick={onResume}>
            {t.pause.resume}
          </button>
          {pause.prolongBy !== null && (
            <button type="button" className="button" disabled={busy} onClick={onProlong}>
              {fill(t.pause.prolong, { count: pause.prolongBy })}
            </button>
          )}
        </>
      ) : (
        <button type="button" className="button" onClick={onPause}>
          {t.pause.button}
        </button>
      )}
    </div>
  );
}

/** Draws the same signs as the tray: disc, disc with an arrow, bars, ring, mark. */
function StateIcon({ state }: { readonly state: ShellState }) {
  return (
    <svg className="state-icon" viewBox="0 0 24 24" aria-hidden="true" data-state={state}>
      <Sign state={state} />
    </svg>
  );
}

function Sign({ state }: { readonly state: ShellState }) {
  switch (state) {
    case 'recording':
      return (
        <>
          <circle cx="12" cy="12" r="10" className="sign-halo" />
          <circle cx="12" cy="12" r="6" className="sign" />
        </>
      );
    case 'recording-offline':
      return (
        <>
          <circle cx="12" cy="12" r="10" className="sign" />
          <path d="M12 5 7 12h3v6h4v-6h3Z" className="sign-arrow" />
        </>
      );
    case 'paused':
    case 'resting':
      return <path d="M8 6v12M16 6v12" className="sign-line" />;
    case 'needs-notice':
    case 'attention':
      return <path d="M12 5v9M12 18.5v.1" className="sign-line" />;
    case 'starting':
    case 'connecting':
      return <path d="M12 4a8 8 0 1 1-8 8" className="sign-line sign-turning" />;
    case 'off-schedule':
    case 'stopped':
      return <circle cx="12" cy="12" r="8" className="sign-line" />;
  }
}
