import { useCallback, useState } from 'react';
import type { Bridge } from '../ipc/bridge.ts';
import type { Answer, RequestInput, RequestName } from '../ipc/requests.ts';

export type Problem = Extract<Answer, { ok: false }>['problem'];

/** Sends requests; `problem` is the failure of the last one. */
export function useAsk() {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const ask = useCallback(
    async <N extends Exclude<RequestName, 'view'>>(
      name: N,
      input: RequestInput<N>,
    ): Promise<boolean> => {
      setBusy(true);
      const answer = await bridge.ask(name, input).catch(internal);
      setBusy(false);
      setProblem(answer.ok ? null : answer.problem);
      return answer.ok;
    },
    [],
  );
  return { ask, busy, problem };
}

function internal(): Answer {
  return { ok: false, problem: 'internal' };
}

declare global {
  interface Window {
    readonly recorder: Bridge;
  }
}

/** The only connection of this page to the recorder, made by the preload script. */
export const bridge: Bridge = window.recorder;
