import type { KeyWindow } from '@workcompanion/core/protocol/primitives';

const HOUR_MICROS = 3_600_000_000;

/** The window that holds `at`. Windows are counted from the epoch: days in UTC when 24 h long. */
export function keyWindowAt(at: number, hours: number): KeyWindow {
  const length = hours * HOUR_MICROS;
  const from = Math.floor(at / length) * length;
  return { from, to: from + length };
}
