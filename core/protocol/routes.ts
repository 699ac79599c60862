/** The recorder API (ARCHITECTURE.md, section 6): method and path of each message. */
export const RECORDER_ROUTES = {
  hello: { method: 'GET', path: '/api/recorder/hello' },
  enrol: { method: 'POST', path: '/api/recorder/enrolments' },
  heartbeat: { method: 'POST', path: '/api/recorder/heartbeats' },
  policy: { method: 'GET', path: '/api/recorder/policy' },
  /** Who may watch the person, and who did. */
  watchers: { method: 'GET', path: '/api/recorder/watchers' },
  /** `?known=true|false`: held until somebody watches live, or nobody does, unlike what is known. */
  watched: { method: 'GET', path: '/api/recorder/watched' },
  /** Where the person sees their own recordings, with a code that signs them in. */
  portalLink: { method: 'POST', path: '/api/recorder/portal-links' },
  keys: { method: 'POST', path: '/api/recorder/keys' },
  /** HEAD answers `Upload-Offset`: how much of an interrupted body the server holds. */
  segmentOffset: { method: 'HEAD', path: '/api/recorder/segments/{id}' },
  segment: { method: 'PUT', path: '/api/recorder/segments/{id}' },
  /** The sealed file of a window track, with its statement. */
  windowTrack: { method: 'PUT', path: '/api/recorder/window-tracks/{id}' },
  journal: { method: 'POST', path: '/api/recorder/journal' },
  /** How far the server holds the device's journal, signed. */
  journalHead: { method: 'GET', path: '/api/recorder/journal' },
  /** `?after=NUMBER`: the checkpoints that a recorder has missed, oldest first. */
  checkpoints: { method: 'GET', path: '/api/recorder/checkpoints' },
  /** The MSI of the release that the last heartbeat's answer offered; answers `Range`. */
  release: { method: 'GET', path: '/api/recorder/releases/{version}' },
} as const;

/** Compact JWS of the `segment` statement that describes the body. */
export const STATEMENT_HEADER = 'segment-statement';

/**
 * How many bytes of the whole segment precede this body. Absent or 0: the body is whole, and
 * `Content-MD5` (RFC 1864) is required.
 */
export const UPLOAD_OFFSET_HEADER = 'upload-offset';

/** Bodies above this size are kept when the connection breaks, and go on from their offset. */
export const RESUMABLE_BYTES = 4 * 1024 * 1024;

/** The largest segment the server takes: an hour of a busy 4K screen. */
export const MAX_SEGMENT_BYTES = 1024 * 1024 * 1024;

/** Lifetime of a device JWT, and the clock difference it forgives. */
export const DEVICE_TOKEN_SECONDS = 300;
export const DEVICE_TOKEN_LEEWAY_SECONDS = 30;
