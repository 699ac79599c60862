import { setTimeout as sleep } from 'node:timers/promises';

interface Finding {
  readonly holds: boolean;
  readonly words: string;
}

/** What a run has shown, a line each. It is printed whatever went wrong on the way. */
export class RunVerdict {
  readonly #findings: Finding[] = [];

  note(holds: boolean, words: string): void {
    this.#findings.push({ holds, words });
  }

  /** A step that fails or does not end in time is a finding, and the next one follows. Null then. */
  async step<T>(name: string, limitMs: number, act: () => Promise<T>): Promise<T | null> {
    const over = new AbortController();
    const late = sleep(limitMs, undefined, { signal: over.signal }).then(() => {
      throw new Error(`not done within ${Math.round(limitMs / 1000)} s`);
    });
    try {
      return await Promise.race([act(), late]);
    } catch (error) {
      this.note(false, `${name}: ${error instanceof Error ? error.message : String(error)}`);
      return null;
    } finally {
      over.abort();
      late.catch(() => {}); // nobody waits for it any more
    }
  }

  /** Whether all of it holds. A run that has looked at nothing has shown nothing. */
  get holds(): boolean {
    return this.#findings.length > 0 && this.#findings.every(({ holds }) => holds);
  }

  lines(): readonly string[] {
    const all = this.#findings.map(
      ({ holds, words }) => `${holds ? 'holds ' : 'BROKEN'}  ${words}`,
    );
    return [...all, this.holds ? 'VERDICT: all promises were kept' : 'VERDICT: not all was kept'];
  }
}
