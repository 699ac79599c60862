import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { RunFacts } from '../archive/run-progress.ts';
import { openRunReport, progressWords } from './open-run-report.ts';
import { StatusLine } from './status-line.ts';

const FACTS: RunFacts = {
  state: 'archiving',
  objects: 48_213,
  bytes: 141e9,
  failures: 17,
  quarantined: 0,
  leftObjects: 21_000,
  leftBytes: 62e9,
  bytesPerSecond: 48.6e6,
  problem: null,
};
const PROBLEM = { code: 'unavailable', message: 'no answer', retryAfterSeconds: null } as const;

describe('the words on a run', () => {
  it.each<[Partial<RunFacts>, string]>([
    [
      {},
      'archiving: 48,213 of 69,213 recordings, 141 GB of 203 GB, 48.6 MB/s, 21 min left, 17 failed tries',
    ],
    [
      { bytesPerSecond: null, failures: 0, quarantined: 2 },
      'archiving: 48,213 of 69,213 recordings, 141 GB of 203 GB, 2 in quarantine',
    ],
    [
      { state: 'paused', problem: PROBLEM, failures: 0 },
      'archive paused (unavailable): 48,213 of 69,213 recordings, 141 GB of 203 GB',
    ],
    [
      { state: 'waiting', leftObjects: 0, leftBytes: 0, failures: 0 },
      'archive up to date: 48,213 of 48,213 recordings, 141 GB of 141 GB',
    ],
  ])('%o', (facts, words) => {
    expect(progressWords({ ...FACTS, ...facts })).toBe(words);
  });

  it('tell hours and minutes, or seconds near the end', () => {
    expect(progressWords({ ...FACTS, leftBytes: 486e9 })).toContain('2 h 46 min left');
    expect(progressWords({ ...FACTS, leftBytes: 486e6 })).toContain('10 s left');
  });
});

describe('a terminal', () => {
  /** What a person would see: the lines, each after its last rewriting. */
  function seen(written: string): string[] {
    return written.split('\n').map((line) => line.split('\r\u001B[2K').at(-1) ?? '');
  }

  it('has one line that is rewritten, cut to its width, with logs above it', () => {
    const written: string[] = [];
    const terminal = { columns: 40, write: (text: string) => written.push(text) };
    const line = new StatusLine(terminal);
    const report = openRunReport({ line, log: pino({ level: 'silent' }), now: () => 0 });
    report.show(FACTS);
    report.show({ ...FACTS, objects: 48_300 });
    line.above(() => terminal.write('a warning\n'));
    expect(seen(written.join(''))).toEqual([
      'a warning',
      'archiving: 48,300 of 69,300 recordings…',
    ]);
    report.end();
    line.above(() => terminal.write('another\n'));
    expect(seen(written.join('')).at(-2)).toBe('another');
  });
});

describe('a log', () => {
  it('gets a line each half minute, and at once when the state changes', () => {
    const lines: string[] = [];
    const log = pino({ level: 'info' }, { write: (line) => lines.push(JSON.parse(line).msg) });
    let now = 0;
    const report = openRunReport({ line: null, log, now: () => now });
    for (; now < 60_000; now += 2_000) report.show(FACTS);
    expect(lines).toHaveLength(2);
    report.show({ ...FACTS, state: 'paused', problem: PROBLEM });
    report.show({ ...FACTS, state: 'paused', problem: PROBLEM });
    expect(lines).toHaveLength(3);
    expect(lines[2]).toMatch(/^archive paused \(unavailable\)/);
  });
});
