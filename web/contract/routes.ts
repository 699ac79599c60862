/** The portal's own JSON API, same-origin, by session cookie. Errors are core's ErrorResponse. */
export const PORTAL_ROUTES = {
  me: '/api/portal/me',
  firstSignIn: '/api/portal/first-sign-in',
  overview: '/api/portal/overview',
  people: '/api/portal/people',
  personNames: '/api/portal/people/names',
  personDay: (person: string, date: string) => `/api/portal/people/${person}/days/${date}`,
  /** Of which moments of the day there are pictures. */
  dayPictures: (person: string, date: string) =>
    `/api/portal/people/${person}/days/${date}/pictures`,
  personMonth: (person: string, month: string) => `/api/portal/people/${person}/months/${month}`,
  peopleMonth: (month: string) => `/api/portal/people/months/${month}`,
  dayActivity: (person: string, date: string) =>
    `/api/portal/people/${person}/days/${date}/activity`,
  /** What is marked of a person between two moments, UTC µs. */
  bookmarks: (person: string, from: number, to: number) =>
    `/api/portal/people/${person}/bookmarks?from=${from}&to=${to}`,
  makeBookmark: '/api/portal/bookmarks',
  removeBookmark: '/api/portal/bookmarks/remove',
  devices: '/api/portal/devices',
  revokeDevice: (device: string) => `/api/portal/devices/${device}/revoke`,
  devicePolicy: (device: string) => `/api/portal/devices/${device}/policy`,
  teams: '/api/portal/teams',
  renameTeam: '/api/portal/teams/rename',
  deleteTeam: '/api/portal/teams/delete',
  teamManagers: '/api/portal/teams/managers',
  teamMembers: '/api/portal/teams/members',
  users: '/api/portal/users',
  inviteUser: '/api/portal/users/invite',
  changeUser: '/api/portal/users/change',
  accountLink: '/api/portal/users/link',
  disableUser: '/api/portal/users/disable',
  enableUser: '/api/portal/users/enable',
  endSessionsOfUser: '/api/portal/users/end-sessions',
  removeSecondFactorOfUser: '/api/portal/users/remove-second-factor',
  grants: '/api/portal/grants',
  withdrawGrant: '/api/portal/grants/withdraw',
  inspectLink: '/api/portal/account-links/inspect',
  redeemLink: '/api/portal/account-links/redeem',
  policies: '/api/portal/policies',
  assignPolicy: '/api/portal/policies/assign',
  withdrawPolicy: '/api/portal/policies/withdraw',
  retention: '/api/portal/retention',
  retentionRules: '/api/portal/retention/rules',
  approveRetentionRule: '/api/portal/retention/rules/approve',
  endRetentionRule: '/api/portal/retention/rules/end',
  /** Without a team: for all. */
  retentionRehearsal: (days: number, team: string | null) =>
    `/api/portal/retention/rehearsal?days=${days}${team === null ? '' : `&team=${team}`}`,
  deletions: '/api/portal/retention/deletions',
  deletionCertificate: (id: string) => `/api/portal/retention/deletions/${id}/certificate`,
  integrity: '/api/portal/integrity',
  integrityFindings: '/api/portal/integrity/findings',
  holds: '/api/portal/holds',
  releaseHold: '/api/portal/holds/release',
  enrolmentTokens: '/api/portal/enrolment-tokens',
  revokeEnrolmentToken: (id: string) => `/api/portal/enrolment-tokens/${id}/revoke`,
  settings: '/api/portal/settings',
  testStore: '/api/portal/settings/test-store',
  archive: '/api/portal/archive',
  storageHistory: (hours: number) => `/api/portal/archive/history?hours=${hours}`,
  archiveSegments: '/api/portal/archive/segments',
  retryQuarantined: '/api/portal/archive/retry',
  account: '/api/portal/account',
  changePassword: '/api/portal/account/password',
  endOwnSessions: '/api/portal/account/end-sessions',
  beginSecondFactor: '/api/portal/account/second-factor/begin',
  confirmSecondFactor: '/api/portal/account/second-factor/confirm',
  removeOwnSecondFactor: '/api/portal/account/second-factor/remove',
  audit: '/api/portal/audit',
  auditActors: '/api/portal/audit/actors',
  exportAudit: '/api/portal/audit/export',
  verifyAudit: '/api/portal/audit/verification',
  mirror: '/api/portal/mirror',
  remarks: '/api/portal/remarks',
  answerRemark: '/api/portal/remarks/answer',
  personRemarks: (person: string, from: number, to: number) =>
    `/api/portal/people/${person}/remarks?from=${from}&to=${to}`,
  purposes: '/api/portal/purposes',
  watchingSettings: '/api/portal/watching-settings',
  views: '/api/portal/views',
  /** HLS of one display; `from` and `to` in UTC µs, at most 26 hours apart. */
  playlist: (device: string, display: string, from: number, to: number) =>
    `/api/playback/devices/${device}/playlist.m3u8?display=${encodeURIComponent(display)}&from=${from}&to=${to}`,
  requestRestore: '/api/portal/restores',
  /** What was asked of the archive for a stretch, UTC µs. */
  restores: (device: string, display: string, from: number, to: number) =>
    `/api/portal/restores?device=${device}&display=${encodeURIComponent(display)}&from=${from}&to=${to}`,
  /** Still smaller ones, some 20 for each hour that is over; whole hours. */
  strips: (device: string, display: string, from: number, to: number) =>
    `/api/playback/devices/${device}/strips?display=${encodeURIComponent(display)}&from=${from}&to=${to}`,
  /** Small pictures of one display, as `parsePictures` reads them; UTC µs. */
  pictures: (device: string, display: string, from: number, to: number) =>
    `/api/playback/devices/${device}/pictures?display=${encodeURIComponent(display)}&from=${from}&to=${to}`,
  segment: (id: string) => `/api/playback/segments/${id}.ts`,
} as const;
