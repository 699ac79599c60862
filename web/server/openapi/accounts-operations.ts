import { TeamId } from '@workcompanion/core/ids';
import { z } from 'zod';
import {
  Account,
  ChangePassword,
  ConfirmSecondFactor,
  OneSession,
  ProveOwner,
  RecoveryCodes,
  RemovePasskey,
  SecondFactorBegun,
  ShowSecondFactor,
} from '../../contract/account.ts';
import { InspectedLink, InspectLink, RedeemLink } from '../../contract/account-links.ts';
import {
  Acted,
  ControlRequestsPage,
  ControlState,
  DecideControlRequest,
  OneControlRequest,
} from '../../contract/control.ts';
import {
  AddPasskey,
  PasskeyAssertionOptions,
  PasskeyRegistrationOptions,
  RenamePasskey,
} from '../../contract/passkeys.ts';
import { FirstSignIn, Me } from '../../contract/session.ts';
import { ChangeSignInSettings, SignInSettings } from '../../contract/sign-in-settings.ts';
import {
  CreateTeam,
  MoveMembers,
  OneTeam,
  RenameTeam,
  SetManagers,
  Teams,
} from '../../contract/teams.ts';
import {
  ChangeUser,
  GiveGrant,
  GrantAnswer,
  Grants,
  InviteUser,
  LinkAnswer,
  OneUser,
  UsersPage,
  WithdrawGrant,
} from '../../contract/users.ts';
import { ListControlRequests } from '../control/list-control-requests.ts';
import { ListUsers } from '../users/list-users.ts';
import type { Operations } from './operation.ts';

export const ACCOUNTS_OPERATIONS = {
  'GET /api/portal/account': { id: 'readAccount', answer: Account },
  'POST /api/portal/account-links/inspect': {
    id: 'inspectLink',
    body: InspectLink,
    answer: InspectedLink,
    isOpen: true,
  },
  'POST /api/portal/account-links/redeem': {
    id: 'redeemLink',
    body: RedeemLink,
    answer: null,
    isOpen: true,
  },
  'POST /api/portal/account/sign-out': { id: 'signOut', answer: null },
  'POST /api/portal/account/sessions/end': {
    id: 'endOwnSession',
    body: OneSession,
    answer: null,
  },
  'POST /api/portal/account/sessions/end-others': { id: 'endOtherSessions', answer: null },
  'POST /api/portal/account/password': { id: 'changePassword', body: ChangePassword, answer: null },
  'POST /api/portal/account/second-factor/begin': {
    id: 'beginSecondFactor',
    body: ProveOwner,
    answer: SecondFactorBegun,
  },
  'POST /api/portal/account/second-factor/confirm': {
    id: 'confirmSecondFactor',
    body: ConfirmSecondFactor,
    answer: RecoveryCodes,
  },
  'POST /api/portal/account/second-factor/remove': {
    id: 'removeOwnSecondFactor',
    body: ProveOwner,
    answer: null,
  },
  'POST /api/portal/account/second-factor/show': {
    id: 'showSecondFactor',
    body: ShowSecondFactor,
    answer: null,
  },
  'POST /api/portal/account/passkeys/begin': {
    id: 'beginPasskey',
    body: ProveOwner,
    answer: PasskeyRegistrationOptions,
  },
  'POST /api/portal/account/passkeys/add': {
    id: 'addPasskey',
    body: AddPasskey,
    answer: RecoveryCodes,
  },
  'POST /api/portal/account/passkeys/rename': {
    id: 'renamePasskey',
    body: RenamePasskey,
    answer: null,
  },
  'POST /api/portal/account/passkeys/remove': {
    id: 'removePasskey',
    body: RemovePasskey,
    answer: null,
  },
  'POST /api/portal/passkey-challenge': {
    id: 'challengePasskey',
    answer: PasskeyAssertionOptions,
    isOpen: true,
  },
  'GET /api/portal/sign-in-settings': { id: 'showSignInSettings', answer: SignInSettings },
  'POST /api/portal/sign-in-settings': {
    id: 'changeSignInSettings',
    body: ChangeSignInSettings,
    answer: Acted,
  },
  'GET /api/portal/control': { id: 'readControlState', answer: ControlState },
  'GET /api/portal/control/requests': {
    id: 'listControlRequests',
    location: ListControlRequests,
    answer: ControlRequestsPage,
  },
  'POST /api/portal/control/requests/decide': {
    id: 'decideControlRequest',
    body: DecideControlRequest,
    answer: LinkAnswer,
  },
  'POST /api/portal/control/requests/withdraw': {
    id: 'withdrawControlRequest',
    body: OneControlRequest,
    answer: null,
  },
  'POST /api/portal/first-sign-in': {
    id: 'redeemFirstSignIn',
    body: FirstSignIn,
    answer: null,
    isOpen: true,
  },
  'GET /api/portal/grants': { id: 'listGrants', location: OneUser, answer: Grants },
  'POST /api/portal/grants': {
    id: 'giveGrant',
    body: GiveGrant,
    answer: GrantAnswer,
  },
  'POST /api/portal/grants/withdraw': { id: 'withdrawGrant', body: WithdrawGrant, answer: null },
  'GET /api/portal/me': { id: 'readMe', answer: Me },
  'GET /api/portal/teams': { id: 'listTeams', answer: Teams },
  'POST /api/portal/teams': {
    id: 'createTeam',
    body: CreateTeam,
    answer: z.object({ id: TeamId }),
  },
  'POST /api/portal/teams/delete': { id: 'deleteTeam', body: OneTeam, answer: null },
  'POST /api/portal/teams/managers': { id: 'setManagers', body: SetManagers, answer: Acted },
  'POST /api/portal/teams/members': { id: 'moveMembers', body: MoveMembers, answer: Acted },
  'POST /api/portal/teams/rename': { id: 'renameTeam', body: RenameTeam, answer: null },
  'GET /api/portal/users': { id: 'listUsers', location: ListUsers, answer: UsersPage },
  'POST /api/portal/users/change': { id: 'changeUser', body: ChangeUser, answer: Acted },
  'POST /api/portal/users/disable': { id: 'disableUser', body: OneUser, answer: Acted },
  'POST /api/portal/users/enable': { id: 'enableUser', body: OneUser, answer: Acted },
  'POST /api/portal/users/end-sessions': { id: 'endSessionsOfUser', body: OneUser, answer: null },
  'POST /api/portal/users/invite': { id: 'inviteUser', body: InviteUser, answer: LinkAnswer },
  'POST /api/portal/users/link': { id: 'makeAccountLink', body: OneUser, answer: LinkAnswer },
  'POST /api/portal/users/remove-second-factor': {
    id: 'removeSecondFactorOfUser',
    body: OneUser,
    answer: Acted,
  },
} as const satisfies Operations;
