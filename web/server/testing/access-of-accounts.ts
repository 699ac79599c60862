import { newId, SessionId } from '@workcompanion/core/ids';
import {
  type AccessRule,
  ADMIN,
  AGREES,
  AUDITOR,
  EVERYBODY,
  LISTS_ALL as SEES_CONTROL,
} from './access-rule.ts';
import type { AccessWorld } from './access-world.ts';

/** The part of the table about accounts, teams, grants and the audit log. */
export const ACCOUNT_ROUTES: Readonly<Record<string, AccessRule>> = {
  'POST /api/portal/teams': {
    allowed: ADMIN,
    body: (_, attempt) => ({ name: `Team ${attempt}` }),
  },
  'POST /api/portal/teams/rename': {
    allowed: ADMIN,
    body: ({ team }) => ({ team, name: 'Support' }),
  },
  'POST /api/portal/teams/delete': {
    allowed: ADMIN,
    body: ({ emptyTeam }) => ({ team: emptyTeam }),
  },
  'POST /api/portal/teams/managers': {
    allowed: ADMIN,
    body: ({ team }) => ({ team, managers: [] }),
    gains: ({ team, managed }) => ({ team, managers: [managed.by] }),
  },
  'POST /api/portal/teams/members': {
    allowed: ADMIN,
    body: ({ team, person }) => ({ team, join: [person], leave: [] }),
    gains: ({ managed, person }) => ({ team: managed.team, join: [person], leave: [] }),
  },
  'GET /api/portal/account': { allowed: EVERYBODY },
  'POST /api/portal/account/sign-out': { allowed: EVERYBODY },
  // The id is nobody's session.
  'POST /api/portal/account/sessions/end': {
    allowed: [],
    body: () => ({ session: newId(SessionId) }),
  },
  'POST /api/portal/account/sessions/end-others': { allowed: EVERYBODY },
  // Nobody knows the password of these accounts: whoever asks is refused, whatever their role.
  'POST /api/portal/account/password': {
    allowed: [],
    body: () => ({ current: 'not the password', next: 'correct horse battery staple' }),
  },
  'POST /api/portal/account/second-factor/begin': {
    allowed: [],
    body: () => ({ password: 'not the password' }),
  },
  'POST /api/portal/account/second-factor/confirm': {
    allowed: [],
    body: () => ({ code: '123456' }),
  },
  'POST /api/portal/account/second-factor/remove': {
    allowed: [],
    body: () => ({ password: 'not the password' }),
  },
  'POST /api/portal/account/second-factor/show': { allowed: [], body: () => ({ code: '123456' }) },
  'POST /api/portal/account/passkeys/begin': {
    allowed: [],
    body: () => ({ password: 'not the password' }),
  },
  'POST /api/portal/account/passkeys/add': {
    allowed: [],
    body: () => ({
      name: 'Laptop',
      registration: {
        id: 'AAAA',
        rawId: 'AAAA',
        type: 'public-key',
        response: { clientDataJSON: 'AAAA', attestationObject: 'AAAA' },
        clientExtensionResults: {},
      },
    }),
  },
  'POST /api/portal/account/passkeys/rename': {
    allowed: [],
    body: () => ({ passkey: 'AAAA', name: 'Laptop' }),
  },
  'POST /api/portal/account/passkeys/remove': {
    allowed: [],
    body: () => ({ password: 'not the password', passkeyId: 'AAAA' }),
  },
  'GET /api/portal/sign-in-settings': { allowed: ADMIN },
  'POST /api/portal/sign-in-settings': {
    allowed: ADMIN,
    body: () => ({ secondFactorRoles: [] }),
    gains: () => ({ secondFactorRoles: [], sessionHours: 24 }),
  },
  'GET /api/portal/audit': { allowed: AUDITOR },
  'GET /api/portal/audit/actors': { allowed: AUDITOR },
  'GET /api/portal/audit/export': { allowed: AUDITOR, query: () => ({ format: 'csv' }) },
  'POST /api/portal/audit/verification': { allowed: AUDITOR },
  'GET /api/portal/control': { allowed: SEES_CONTROL },
  'GET /api/portal/control/requests': { allowed: SEES_CONTROL },
  'POST /api/portal/control/requests/decide': {
    allowed: AGREES,
    body: ({ controlRequests }, attempt) => ({
      request: controlRequests[attempt],
      isAgreed: false,
      note: 'Not now.',
    }),
  },
  // Only whoever asked for it.
  'POST /api/portal/control/requests/withdraw': {
    allowed: [],
    body: ({ controlRequests }) => ({ request: controlRequests[0] }),
  },
  'GET /api/portal/users': { allowed: ADMIN },
  'POST /api/portal/users/invite': {
    allowed: ADMIN,
    body: invitation,
    gains: invitation,
  },
  'POST /api/portal/users/change': {
    allowed: ADMIN,
    body: ({ account }) => ({
      user: account.id,
      name: 'Bea',
      roles: ['employee'],
      teams: [],
      personId: null,
    }),
    gains: ({ account, person }) => ({
      user: account.id,
      name: 'Bea',
      roles: ['compliance'],
      teams: [],
      personId: person,
    }),
  },
  'POST /api/portal/users/link': { allowed: ADMIN, body: oneAccount, gains: oneAccount },
  'POST /api/portal/users/disable': { allowed: ADMIN, body: oneAccount },
  'POST /api/portal/users/enable': { allowed: ADMIN, body: oneAccount },
  'POST /api/portal/users/end-sessions': { allowed: ADMIN, body: oneAccount },
  'POST /api/portal/users/remove-second-factor': { allowed: ADMIN, body: oneAccount },
  'GET /api/portal/grants': { allowed: ADMIN, query: oneAccount },
  'POST /api/portal/grants': {
    allowed: ADMIN,
    body: loan,
    gains: loan,
  },
  'POST /api/portal/grants/withdraw': { allowed: ADMIN, body: ({ grant }) => ({ grant }) },
};

function invitation({ team }: AccessWorld, attempt: number) {
  return {
    name: 'Bea',
    email: `bea-${team}-${attempt}@example.com`,
    roles: ['manager'],
    teams: [team],
    personId: null,
  };
}

function loan({ account, person }: AccessWorld) {
  return {
    user: account.id,
    right: 'watch',
    personId: person,
    teamId: null,
    footageFrom: null,
    footageTo: null,
    reason: 'A complaint',
    expiresAt: (Date.now() + 3_600_000) * 1000,
  };
}

function oneAccount({ account }: AccessWorld) {
  return { user: account.id };
}
