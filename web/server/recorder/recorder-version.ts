import { AppError } from '@workcompanion/core/errors';

/** The oldest recorder that speaks this protocol. */
export const MINIMUM_RECORDER_VERSION = '0.1.0';

/** Throws `recorder-too-old`. What is no version counts as too old. */
export function assertRecorderVersion(version: string): void {
  if (!isBefore(numbersOf(version), numbersOf(MINIMUM_RECORDER_VERSION))) return;
  throw new AppError(
    'recorder-too-old',
    `Recorder ${version} is too old: this server takes ${MINIMUM_RECORDER_VERSION} and later.`,
  );
}

function numbersOf(version: string): number[] {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  return match ? match.slice(1).map(Number) : [0, 0, 0];
}

function isBefore(left: readonly number[], right: readonly number[]): boolean {
  const at = left.findIndex((number, index) => number !== right[index]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}
