import { MIRROR_ROUTES } from '../../contract/mirror.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listOwnExports } from './list-own-exports.ts';
import { readMirror } from './read-mirror.ts';

export const mirrorRoutes: readonly BoundRoute[] = [
  bind(MIRROR_ROUTES.listOwnExports, asUser, listOwnExports),
  bind(MIRROR_ROUTES.readMirror, asUser, readMirror),
];
