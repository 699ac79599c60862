import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { GapId, newId } from '@workcompanion/core/ids';
import type { GapCause } from '@workcompanion/core/protocol/gap-cause';
import { SimulatedDevice } from '../../scripts/simulated-device/simulated-device.ts';
import { SimulatedRecording } from '../../scripts/simulated-device/simulated-recording.ts';
import { EMPLOYEES, type Employee } from './cast.ts';
import { joinClips, PICTURE, PIECE_FRAMES } from './draw-clips.ts';
import { type DayPart, PIECE_MINUTES, planDay } from './plan-day.ts';
import { tellWindows } from './tell-windows.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1_440 * MINUTE_MS;
const PIECE_MS = PIECE_MINUTES * MINUTE_MS;
const DAYS = 14;
/** Nobody rests longer by day. */
const EVENING_MS = 90 * MINUTE_MS;
/** Why a recording ended, by what follows it. */
const CAUSES = { work: 'stopped', pause: 'paused', locked: 'locked', night: 'signed-out' } as const;
/** What ffmpeg and the portal do for one computer leaves the other core to another. */
const AT_ONCE = 3;

export interface Company {
  readonly url: string;
  readonly clip: (scene: string, language: string) => string;
  /** A folder that is gone afterwards. */
  readonly scratch: string;
  readonly enrolmentToken: () => Promise<string>;
  /** Told once a computer is known, before anything that it recorded comes. */
  readonly onEnrolled: (device: SimulatedDevice) => Promise<void>;
  readonly report: (line: string) => void;
}

export interface Recorded {
  readonly employee: Employee;
  readonly device: SimulatedDevice;
  /** Without a gap, oldest first. */
  readonly stretches: readonly Span[];
}

/** Unix ms. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Enrols the computers of the company, and files what they recorded in the two weeks up to now. */
export async function recordCompany(company: Company): Promise<readonly Recorded[]> {
  const recorded: Recorded[] = [];
  const waiting = [...EMPLOYEES];
  const work = async () => {
    for (let employee = waiting.shift(); employee; employee = waiting.shift()) {
      recorded.push(await recordEmployee(company, employee));
      company.report(`${employee.name}: two weeks at ${employee.hostname}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return recorded;
}

async function recordEmployee(company: Company, employee: Employee): Promise<Recorded> {
  const { name: userName, hostname } = employee;
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const host = { userName, hostname, timeZone };
  const device = await SimulatedDevice.enrol(company.url, await company.enrolmentToken(), host);
  await company.onEnrolled(device);
  const now = Date.now();
  const stretches: Span[] = [];
  for (let back = DAYS; back >= 0; back -= 1) {
    const midnight = new Date(now - back * DAY_MS).setHours(0, 0, 0, 0);
    const parts = planDay(employee.login, localDate(midnight));
    for (const [at, part] of parts.entries()) {
      const span = {
        fromMs: midnight + part.from * MINUTE_MS,
        toMs: midnight + part.to * MINUTE_MS,
      };
      if (span.toMs > now) break;
      if (part.kind !== 'work') {
        await tellAbsence(device, { part, ...span });
        continue;
      }
      const night = stretches.at(-1);
      if (at === 0 && night !== undefined) await device.gap('signed-out', night.toMs, span.fromMs);
      const reason = CAUSES[parts[at + 1]?.kind ?? 'night'];
      await recordStretch(company, { employee, device, reason, ...span });
      await tellWindows(device, { employee, ...span, sceneAt: (at) => sceneOf(employee, at, 1) });
      stretches.push(span);
    }
  }
  const last = stretches.at(-1);
  if (last !== undefined && now - last.toMs > EVENING_MS) {
    await device.gap('signed-out', last.toMs, now);
  }
  return { employee, device, stretches };
}

interface Stretch extends Span {
  readonly reason: GapCause;
  readonly employee: Employee;
  readonly device: SimulatedDevice;
}

async function recordStretch(company: Company, stretch: Stretch): Promise<void> {
  const { employee, device, reason, fromMs, toMs } = stretch;
  for (let display = 1; display <= employee.displays; display += 1) {
    const folder = join(company.scratch, `${employee.login}-${display}`);
    await mkdir(folder, { recursive: true });
    const clips = Array.from({ length: (toMs - fromMs) / PIECE_MS }, (_, at) =>
      company.clip(sceneOf(employee, fromMs + at * PIECE_MS, display), employee.language),
    );
    const files = await joinClips(clips, folder);
    const recording = await SimulatedRecording.begin(device, {
      display: `MONITOR-${display}`,
      startMs: fromMs,
      geometry: { ...PICTURE, x: (display - 1) * PICTURE.width, y: 0 },
      framesPerSecond: 1,
    });
    for (const [sequence, file] of files.entries()) {
      await recording.upload({
        sequence,
        startMs: fromMs + sequence * PIECE_MS,
        seconds: PIECE_MS / 1000,
        frames: PIECE_FRAMES,
        plain: await readFile(file),
      });
    }
    await recording.end({ endMs: toMs, segments: files.length, reason });
    await rm(folder, { recursive: true });
  }
}

/** The first of their scenes half of the time, another one each hour besides. */
function sceneOf({ scenes }: Employee, atMs: number, display: number): string {
  const piece = Math.floor(atMs / PIECE_MS) + display;
  const scene = piece % 2 === 0 ? scenes[0] : scenes[Math.floor(piece / 6) % scenes.length];
  return scene ?? 'mail';
}

async function tellAbsence(
  device: SimulatedDevice,
  { part, fromMs, toMs }: Span & { readonly part: DayPart },
): Promise<void> {
  if (part.kind !== 'pause') {
    await device.gap('locked', fromMs, toMs);
    return;
  }
  const gap = newId(GapId);
  const until = toMs * 1000;
  await device.tell(fromMs, {
    kind: 'paused',
    gap,
    from: fromMs * 1000,
    reason: part.reason,
    until,
  });
  await device.tell(toMs, { kind: 'resumed', gap, to: until });
}

function localDate(midnight: number): string {
  return new Intl.DateTimeFormat('sv-SE').format(midnight);
}
