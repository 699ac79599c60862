/** Set by the build: the version that a release was given. */
declare const BUILT_VERSION: string | undefined;

/** Sent with heartbeats and written into each recording. Kept equal to package.json by a test. */
export const RECORDER_VERSION = typeof BUILT_VERSION === 'string' ? BUILT_VERSION : '0.1.0';
