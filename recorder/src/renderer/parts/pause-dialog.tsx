import type { Policy } from '@workcompanion/core/protocol/policy';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { pauseMinutes, pauseReasons } from '../../ipc/pause-choices.ts';
import { fill } from '../../messages/messages-of.ts';
import { useAsk } from '../use-ask.ts';
import { useWords } from '../words.ts';

interface PauseDialogProps {
  readonly rules: Policy['pause'];
  readonly onClose: () => void;
}

export function PauseDialog({ rules, onClose }: PauseDialogProps) {
  const { t } = useWords();
  const { ask, busy, problem } = useAsk();
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const offered = pauseMinutes(rules);
  const { offered: reasons, mayType } = pauseReasons(rules, t.pause.reasons);
  // Empty: another one, which is typed.
  const [reason, setReason] = useState(reasons[0] ?? '');
  const [own, setOwn] = useState('');
  const [minutes, setMinutes] = useState(
    offered.find((value) => value >= 15) ?? rules.maximumMinutes,
  );
  useEffect(() => dialog.current?.showModal(), []);
  const text = reason === '' ? own.trim() : reason;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (text !== '' && (await ask('pause', { reason: text, minutes }))) onClose();
  };
  return (
    <dialog ref={dialog} className="dialog" aria-labelledby={title} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <h2 id={title}>{t.pause.title}</h2>
        <Choices
          legend={t.pause.reason}
          options={[
            ...reasons.map((value) => ({ value, label: value })),
            ...(mayType ? [{ value: '', label: t.pause.reasons.other }] : []),
          ]}
          value={reason}
          onChange={setReason}
        />
        {reason === '' && (
          <label className="field">
            <span className="field-label">{t.pause.otherLabel}</span>
            <input
              value={own}
              maxLength={200}
              required={true}
              onChange={({ target }) => setOwn(target.value)}
            />
          </label>
        )}
        <Choices
          legend={t.pause.minutes}
          options={offered.map((value) => ({
            value,
            label: fill(t.pause.minutesText, { count: value }),
          }))}
          value={minutes}
          onChange={setMinutes}
        />
        <p className="note">{t.pause.explain}</p>
        {problem !== null && (
          <p className="problem" role="alert">
            {t.answers[problem]}
          </p>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            {t.pause.cancel}
          </button>
          <button type="submit" className="button primary" disabled={busy || text === ''}>
            {t.pause.confirm}
          </button>
        </div>
      </form>
    </dialog>
  );
}

interface ChoicesProps<T extends string | number> {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** Radio buttons that look like chips. */
function Choices<T extends string | number>(props: ChoicesProps<T>) {
  const { legend, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="choices">
      <legend>{legend}</legend>
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span className="choice">{option.label}</span>
        </label>
      ))}
    </fieldset>
  );
}
