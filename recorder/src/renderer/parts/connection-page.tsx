import { useEffect, useState } from 'react';
import {
  CONNECTION_STEPS,
  type ConnectionReport,
  type StepResult,
} from '../../core/device/connection-report.ts';
import { connectionCause } from '../../messages/connection-words.ts';
import { fill } from '../../messages/messages-of.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';

interface ConnectionPageProps {
  /** Null before the first test has begun. */
  readonly report: ConnectionReport | null;
  readonly onClose: () => void;
}

/** Tests the way to the portal step by step when it is opened. */
export function ConnectionPage({ report, onClose }: ConnectionPageProps) {
  const { t } = useWords();
  const { ask, problem } = useAsk();
  const [copied, setCopied] = useState(false);
  const test = () => {
    setCopied(false);
    void ask('testConnection', null);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once, when the page is opened
  useEffect(test, []);
  const running = report?.running ?? true;
  return (
    <main className="page">
      <section className="section" aria-labelledby="connection-title">
        <h1 id="connection-title">{t.connection.title}</h1>
        <p className="prose" role="status">
          {running
            ? t.connection.running
            : fill(t.connection.text, { address: report?.server ?? '' })}
        </p>
        <ol className="connection-steps">
          {CONNECTION_STEPS.map((step, index) => (
            <StepLine
              key={step}
              step={step}
              server={report?.server ?? ''}
              result={report?.steps[index] ?? null}
              running={running && index === (report?.steps.length ?? 0)}
            />
          ))}
        </ol>
        <div className="hero-actions">
          <button type="button" className="button" onClick={onClose}>
            {t.connection.back}
          </button>
          <button type="button" className="button" disabled={running} onClick={test}>
            {t.connection.again}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={running}
            onClick={() => void ask('copyConnection', null).then(setCopied)}
          >
            {t.connection.copy}
          </button>
          <span role="status">{copied ? t.connection.copied : ''}</span>
        </div>
        {problem !== null && (
          <p className="problem" role="alert">
            {t.answers[problem]}
          </p>
        )}
      </section>
    </main>
  );
}

const SIGNS = {
  ok: '✓',
  failed: '✕',
  skipped: '–',
  running: '…',
} as const;

interface StepLineProps {
  readonly step: StepResult['step'];
  readonly server: string;
  readonly result: StepResult | null;
  readonly running: boolean;
}

function StepLine({ step, server, result, running }: StepLineProps) {
  const { t } = useWords();
  const outcome = result?.outcome ?? (running ? 'running' : 'skipped');
  const code = result?.problem ?? null;
  const cause = code === null ? null : connectionCause(t.connection, { code, server });
  return (
    <li data-outcome={outcome}>
      <span className="connection-sign" aria-hidden="true">
        {SIGNS[outcome]}
      </span>
      <div>
        <strong>{t.connection.steps[step]}</strong>{' '}
        <span className="note">{t.connection.outcomes[outcome]}</span>
        {cause !== null && (
          <p>
            {cause.what} {cause.advice}
          </p>
        )}
        {result !== null && result.detail !== '' && (
          <p className="connection-detail" lang="en">
            {result.detail}
          </p>
        )}
      </div>
    </li>
  );
}
