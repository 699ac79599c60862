import type { ProgramLane, ProgramUse } from '../../../contract/programs.ts';

export interface ProgramTotal {
  readonly program: string;
  readonly micros: number;
}

/** How long each program was in front on all computers, the longest first. */
export function programTotals(lanes: readonly ProgramLane[]): readonly ProgramTotal[] {
  const totals = new Map<string, number>();
  for (const { program, from, to } of lanes.flatMap(({ uses }) => uses)) {
    if (program !== null) totals.set(program, (totals.get(program) ?? 0) + to - from);
  }
  return [...totals]
    .map(([program, micros]) => ({ program, micros }))
    .sort((a, b) => b.micros - a.micros || a.program.localeCompare(b.program));
}

/** The first use of a program that begins after a moment; else the first of the day. */
export function nextUse(
  lanes: readonly ProgramLane[],
  program: string,
  after: number,
): ProgramUse | null {
  const uses = lanes
    .flatMap((lane) => lane.uses)
    .filter((use) => use.program === program)
    .sort((a, b) => a.from - b.from);
  return uses.find(({ from }) => from > after) ?? uses[0] ?? null;
}

/** What people call it: "chrome" for "chrome.exe". */
export function programName(program: string): string {
  return program.replace(/\.exe$/i, '');
}

const HUES = 12;

/** The same program has the same colour on every day; some share one. */
export function programColour(program: string): string {
  let hash = 0;
  for (const letter of programName(program).toLowerCase()) {
    hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  }
  return `hsl(${(hash % HUES) * (360 / HUES) + 8} 52% 54%)`;
}
