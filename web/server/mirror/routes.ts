import { MIRROR_ROUTES } from '../../contract/mirror.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind } from '../http/bind.ts';
import { listOwnEvidencePackages } from './list-own-evidence-packages.ts';
import { readMirror } from './read-mirror.ts';

export const mirrorRoutes: readonly BoundRoute[] = [
  bind(MIRROR_ROUTES.listOwnEvidencePackages, asUser, listOwnEvidencePackages),
  bind(MIRROR_ROUTES.readMirror, asUser, readMirror),
];
