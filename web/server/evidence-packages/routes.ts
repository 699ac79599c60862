import { EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { asUser } from '../http/admissions.ts';
import { type BoundRoute, bind, bindExchange } from '../http/bind.ts';
import { cancelEvidencePackage } from './cancel-evidence-package.ts';
import { decideEvidencePackage } from './decide-evidence-package.ts';
import { downloadPackage } from './download-package.ts';
import {
  changeEvidencePackageSettings,
  showEvidencePackageSettings,
} from './evidence-package-settings.ts';
import { fileReply } from './file-reply.ts';
import { listCustody } from './list-custody.ts';
import { listEvidencePackages } from './list-evidence-packages.ts';
import { readClipProof } from './read-clip-proof.ts';
import { requestEvidencePackage } from './request-evidence-package.ts';
import { retryEvidencePackage } from './retry-evidence-package.ts';
import { fileWish } from './serve-package.ts';

export const evidencePackageRoutes: readonly BoundRoute[] = [
  bind(EVIDENCE_PACKAGE_ROUTES.listEvidencePackages, asUser, listEvidencePackages),
  bind(EVIDENCE_PACKAGE_ROUTES.showEvidencePackageSettings, asUser, showEvidencePackageSettings),
  bind(
    EVIDENCE_PACKAGE_ROUTES.changeEvidencePackageSettings,
    asUser,
    changeEvidencePackageSettings,
  ),
  bind(EVIDENCE_PACKAGE_ROUTES.listCustody, asUser, listCustody),
  bind(EVIDENCE_PACKAGE_ROUTES.cancelEvidencePackage, asUser, cancelEvidencePackage),
  bind(EVIDENCE_PACKAGE_ROUTES.decideEvidencePackage, asUser, decideEvidencePackage),
  bind(EVIDENCE_PACKAGE_ROUTES.retryEvidencePackage, asUser, retryEvidencePackage),
  bind(EVIDENCE_PACKAGE_ROUTES.readClipProof, asUser, readClipProof),
  bind(EVIDENCE_PACKAGE_ROUTES.requestEvidencePackage, asUser, requestEvidencePackage),
  bindExchange(EVIDENCE_PACKAGE_ROUTES.downloadPackage, asUser, {
    read: fileWish,
    verb: downloadPackage,
    respond: fileReply,
    isDirect: true,
  }),
];
