/** Sent with heartbeats and written into each recording. Kept equal to package.json by a test. */
export const RECORDER_VERSION = '0.1.0';
