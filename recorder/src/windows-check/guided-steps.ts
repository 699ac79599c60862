import { createInterface } from 'node:readline/promises';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import type { CheckReport } from './check-report.ts';
import { until, type WatchedRecorder } from './watched-recorder.ts';

interface GuidedStep {
  readonly name: string;
  /** What the person does. */
  readonly say: string;
  /** One of them names the time without footage. */
  readonly causes: readonly GapCause[];
}

const STEPS: readonly GuidedStep[] = [
  {
    name: 'Lock',
    say: 'Press Windows+L, wait ten seconds, and sign in again.',
    causes: ['locked'],
  },
  {
    name: 'Sleep',
    say: 'Put the computer to sleep, wait ten seconds, wake it, and sign in.',
    causes: ['asleep', 'locked'],
  },
  {
    name: 'UAC',
    say: 'Run a program as administrator, wait five seconds at Windows’ question, and refuse it.',
    causes: ['secure-desktop'],
  },
  {
    name: 'Second display',
    say: 'Connect a second display, wait ten seconds, and disconnect it.',
    causes: ['display-lost'],
  },
  {
    name: 'Resolution and scale',
    say: 'In Settings, Display: set another resolution, then another scale, then both back.',
    causes: ['display-lost'],
  },
  {
    name: 'Remote desktop',
    say: 'Connect to this computer by remote desktop, wait ten seconds, and sign in here again.',
    causes: ['locked', 'capture-failed', 'display-lost'],
  },
  {
    name: 'Graphics driver',
    say: 'Press Windows+Ctrl+Shift+B, which starts the graphics driver anew.',
    causes: ['capture-failed'],
  },
];

const GAP_MS = 60_000;
const BACK_MS = 30_000;

interface Guidance {
  readonly recorder: WatchedRecorder;
  readonly report: CheckReport;
  /** Nobody is there to do anything. */
  readonly unattended: boolean;
}

/** Has a person do what a program can't, and looks at what the recorder makes of it. */
export async function guideSteps({ recorder, report, unattended }: Guidance): Promise<void> {
  for (const { name, say, causes } of STEPS) {
    const since = Date.now() * 1000;
    if (unattended || !(await isDone(name, say))) {
      await report.step({
        name,
        outcome: 'not tried',
        said: unattended ? 'unattended' : 'skipped',
      });
      continue;
    }
    const gap = await until(
      GAP_MS,
      async () => recorder.gapsSince(since).find(({ cause }) => causes.includes(cause)) ?? null,
    );
    const back = await recorder.records(Date.now() * 1000, BACK_MS);
    const found = recorder.gapsSince(since).map(gapText).join('; ');
    const works = gap !== null && back !== null;
    const wanted = `expected ${causes.join(' or ')}`;
    const said = `${found === '' ? 'no gap' : found}; ${back === null ? 'does not record' : 'records again'}`;
    await report.step({
      name,
      outcome: works ? 'works' : 'fails',
      said: works ? said : `${wanted}: ${said}`,
    });
  }
}

export function gapText({
  cause,
  from,
  to,
}: {
  readonly cause: GapCause;
  readonly from: number;
  readonly to: number | null;
}): string {
  const seconds = to === null ? '' : ` ${((to - from) / 1_000_000).toFixed(1)} s`;
  return `${cause}${seconds}`;
}

async function isDone(name: string, say: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    const answer = await terminal.question(
      `\n${name}. ${say}\nThen press Enter here; S and Enter skips this. `,
    );
    return answer.trim().toLowerCase() !== 's';
  } finally {
    terminal.close();
  }
}
