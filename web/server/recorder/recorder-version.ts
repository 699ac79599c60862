import { AppError } from '@workcompanion/core/errors';
import { isOlderVersion } from '@workcompanion/core/protocol/recorder-version';

/** The oldest recorder that speaks this protocol. */
export const MINIMUM_RECORDER_VERSION = '0.1.0';

/** Throws `recorder-too-old`. What is no version counts as too old. */
export function assertRecorderVersion(version: string): void {
  if (!isOlderVersion(version, MINIMUM_RECORDER_VERSION)) return;
  throw new AppError(
    'recorder-too-old',
    `Recorder ${version} is too old: this server takes ${MINIMUM_RECORDER_VERSION} and later.`,
  );
}
