import type { BookedStretch, RunBooks, StatementFacts } from './books.ts';
import { payloadOf } from './compact-jws.ts';
import type { ChaosFinding } from './finding.ts';
import { gapsOf } from './timeline-of.ts';

/** Whether the server's spans and gaps, which the portal shows, tell the same times as the journals. */
export function checkTimeline({ devices, catalogue }: RunBooks): ChaosFinding[] {
  const findings: ChaosFinding[] = [];
  for (const { name, device, journal } of devices) {
    const said = journal
      .filter(({ receipt }) => receipt !== null)
      .map(({ statement }) => payloadOf<StatementFacts>(statement));
    const compare = (what: string, ours: Iterable<Line>, theirs: readonly BookedStretch[]) => {
      const expected = linesOf(ours);
      const shown = linesOf(theirs.filter((stretch) => stretch.device === device));
      const [missing, added] = [without(expected, shown), without(shown, expected)];
      if (missing.length + added.length === 0) return;
      const first = missing[0] ?? added[0];
      findings.push({
        kind: 'wrong timeline',
        what: `${name}: ${missing.length} ${what} are missing and ${added.length} added, as ${first}`,
      });
    };
    compare('spans', spansOf(said), catalogue.spans);
    compare('gaps', gapsOf(said), catalogue.gaps);
  }
  return findings;
}

type Line = Omit<BookedStretch, 'device'>;

/** Segments of one recording, joined. */
function spansOf(said: readonly StatementFacts[]): Line[] {
  const segments = said.filter(({ kind }) => kind === 'segment');
  return [...Map.groupBy(segments, ({ recording }) => recording).values()].map((ofRecording) => ({
    display: ofRecording[0]?.display ?? null,
    from: Math.min(...ofRecording.map(({ start = 0 }) => start)),
    to: Math.max(...ofRecording.map(({ start = 0, duration = 0 }) => start + duration)),
  }));
}

function linesOf(stretches: Iterable<Line>): string[] {
  return [...stretches].map(({ display, from, to }) => `${display} ${from} ${to}`);
}

function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(others);
  return lines.filter((line) => !known.has(line));
}
