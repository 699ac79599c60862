import { TEAM_ROUTES } from '../../contract/teams.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listTeams } from './list-teams.ts';
import { moveMembers } from './move-members.ts';
import { setManagers } from './set-managers.ts';
import { createTeam, deleteTeam, renameTeam } from './teams.ts';

export const teamRoutes: readonly BoundRoute[] = [
  bind(TEAM_ROUTES.deleteTeam, asUser, deleteTeam),
  bind(TEAM_ROUTES.setManagers, asUser, setManagers),
  bind(TEAM_ROUTES.moveMembers, asUser, moveMembers),
  bind(TEAM_ROUTES.renameTeam, asUser, renameTeam),
  bind(TEAM_ROUTES.listTeams, asUser, listTeams),
  bind(TEAM_ROUTES.createTeam, asUser, createTeam),
];
