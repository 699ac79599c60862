/** The portal's own JSON API, same-origin, by session cookie. Errors are core's ErrorResponse. */
export const PORTAL_ROUTES = {
  me: '/api/portal/me',
  firstSignIn: '/api/portal/first-sign-in',
  people: '/api/portal/people',
  personDay: (person: string, date: string) => `/api/portal/people/${person}/days/${date}`,
  /** What is marked of a person between two moments, UTC µs. */
  bookmarks: (person: string, from: number, to: number) =>
    `/api/portal/people/${person}/bookmarks?from=${from}&to=${to}`,
  makeBookmark: '/api/portal/bookmarks',
  removeBookmark: '/api/portal/bookmarks/remove',
  devices: '/api/portal/devices',
  revokeDevice: (device: string) => `/api/portal/devices/${device}/revoke`,
  devicePolicy: (device: string) => `/api/portal/devices/${device}/policy`,
  teams: '/api/portal/teams',
  policies: '/api/portal/policies',
  assignPolicy: '/api/portal/policies/assign',
  withdrawPolicy: '/api/portal/policies/withdraw',
  enrolmentTokens: '/api/portal/enrolment-tokens',
  revokeEnrolmentToken: (id: string) => `/api/portal/enrolment-tokens/${id}/revoke`,
  views: '/api/portal/views',
  /** HLS of one display; `from` and `to` in UTC µs, at most 26 hours apart. */
  playlist: (device: string, display: string, from: number, to: number) =>
    `/api/playback/devices/${device}/playlist.m3u8?display=${encodeURIComponent(display)}&from=${from}&to=${to}`,
  segment: (id: string) => `/api/playback/segments/${id}.ts`,
} as const;
