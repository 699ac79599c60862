import type { PressureLevel } from '@workcompanion/core/fleet/pressure-level';
import type { UtcMicros } from '@workcompanion/core/protocol/primitives';

export interface PressureThresholds {
  /** Below so many hours left the archive works outside its window. */
  readonly earlyHours: number;
  /** Below so many it works at full rate. */
  readonly fullHours: number;
  /** With less free than this, recorders are asked to keep what they have. */
  readonly reserveBytes: number;
}

interface StorageReading extends InflowMark {
  /** Null: there is no end to it that anybody knows. */
  readonly freeBytes: number | null;
  /** Proved in the archive, and may be swept at once. */
  readonly reclaimableBytes: number;
}

export interface PressureFacts {
  readonly reading: StorageReading;
  /** The totals of earlier samples. */
  readonly marks: readonly InflowMark[];
  /** As it was decided last. */
  readonly level: PressureLevel;
}

export interface Pressure {
  readonly level: PressureLevel;
  readonly bytesPerHour: number;
  /** Null: nothing comes in. */
  readonly hoursLeft: number | null;
  /** What may be swept is needed soon: nothing waits for its grace. */
  readonly mustSweep: boolean;
}

/** A level is left only when there is so much more than it takes to enter it. */
const HYSTERESIS = 1.25;

/**
 * How near the hot store is to being full, in hours. What the sweep can delete counts as free, but for the
 * last level: there only room that is there already lets uploads in again.
 */
export function decidePressure(
  { reading, marks, level }: PressureFacts,
  { earlyHours, fullHours, reserveBytes }: PressureThresholds,
): Pressure {
  const bytesPerHour = expectedInflow(reading, marks);
  const { freeBytes } = reading;
  if (freeBytes === null) return { level: 'calm', bytesPerHour, hoursLeft: null, mustSweep: false };
  const hoursOf = (bytes: number) => Math.max(0, bytes - reserveBytes) / bytesPerHour;
  const hoursLeft = bytesPerHour === 0 ? null : hoursOf(freeBytes + reading.reclaimableBytes);
  const mustSweep = bytesPerHour > 0 && hoursOf(freeBytes) < fullHours;
  const isBelow = (value: number, limit: number, isInside: boolean) =>
    value < limit * (isInside ? HYSTERESIS : 1);
  const hours = hoursLeft ?? Number.POSITIVE_INFINITY;
  const decide = (): PressureLevel => {
    if (isBelow(freeBytes, reserveBytes, level === 'refuse')) return 'refuse';
    if (isBelow(hours, fullHours, level === 'full' || level === 'refuse')) return 'full';
    return isBelow(hours, earlyHours, level !== 'calm') ? 'early' : 'calm';
  };
  return { level: decide(), bytesPerHour, hoursLeft, mustSweep };
}

const HOUR = 3_600_000_000;
/** An average over less time says nothing. */
const SHORTEST = HOUR / 60;

/** A total that only grows, at a moment. */
export interface InflowMark {
  readonly at: UtcMicros;
  readonly receivedBytes: number;
}

/**
 * Bytes an hour to reckon with: the mean of the time since one of the marks, where it is highest. Given
 * marks of an hour and of a day ago, neither a lunch break nor a night makes the disk look safe.
 */
export function expectedInflow(now: InflowMark, marks: readonly InflowMark[]): number {
  const rates = marks
    .filter(({ at }) => now.at - at >= SHORTEST)
    .map((mark) => ((now.receivedBytes - mark.receivedBytes) * HOUR) / (now.at - mark.at));
  return Math.max(0, ...rates);
}
