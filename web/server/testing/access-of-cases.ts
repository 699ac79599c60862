import { newId, ShareId } from '@workcompanion/core/ids';
import { type AccessRule, ADMIN, COMPLIANCE, LISTS_ALL } from './access-rule.ts';
import type { AccessWorld, Actor } from './access-world.ts';

/** Members who may export, and auditors. */
const READS: readonly Actor[] = ['compliance', 'auditor'];

const ofCase = ({ evidence }: AccessWorld) => ({ case: evidence.case });
const noRedaction = { withheld: [], blurred: [] };

/** Cases, packages and shares, for the one table of who may do what. */
export const CASE_ROUTES: Readonly<Record<string, AccessRule>> = {
  'GET /api/portal/cases': {
    allowed: READS,
    finds: { what: ({ evidence }) => evidence.case, actors: READS },
  },
  'POST /api/portal/cases': {
    allowed: COMPLIANCE,
    body: () => ({ title: 'Case 13', description: '' }),
  },
  'GET /api/portal/cases/[case]': { allowed: READS, params: ofCase },
  'GET /api/portal/cases/[case]/notes': { allowed: READS, params: ofCase },
  'GET /api/portal/cases/[case]/holds': { allowed: READS, params: ofCase },
  'GET /api/portal/cases/[case]/activity': { allowed: READS, params: ofCase },
  'GET /api/portal/cases/[case]/evidence-packages': { allowed: READS, params: ofCase },
  'GET /api/portal/cases/candidates': { allowed: COMPLIANCE },
  'POST /api/portal/cases/close': { allowed: COMPLIANCE, body: ofCase },
  'POST /api/portal/cases/reopen': { allowed: COMPLIANCE, body: ofCase },
  'POST /api/portal/cases/members/add': {
    allowed: COMPLIANCE,
    body: (world) => ({ ...ofCase(world), user: world.account.id }),
  },
  'POST /api/portal/cases/members/remove': {
    allowed: COMPLIANCE,
    body: (world) => ({ ...ofCase(world), user: world.account.id }),
  },
  'POST /api/portal/cases/notes': {
    allowed: COMPLIANCE,
    body: (world) => ({ ...ofCase(world), text: 'Asked for the invoice.' }),
  },
  'POST /api/portal/cases/bookmarks/put': {
    allowed: COMPLIANCE,
    body: (world) => ({ ...ofCase(world), bookmark: world.bookmark }),
  },
  'POST /api/portal/cases/bookmarks/take': {
    allowed: COMPLIANCE,
    body: (world) => ({ ...ofCase(world), bookmark: world.bookmark }),
  },
  'POST /api/portal/cases/holds': {
    allowed: COMPLIANCE,
    body: (world) => ({ ...ofCase(world), clip: null, reason: 'A dispute', expiresAt: null }),
  },
  'POST /api/portal/clips': {
    allowed: COMPLIANCE,
    body: ({ evidence, person, device, footage }) => ({
      case: evidence.case,
      person,
      title: 'Here',
      ...footage,
      displays: [{ device, display: 'HDMI-1' }],
    }),
  },
  'POST /api/portal/clips/remove': {
    allowed: COMPLIANCE,
    body: ({ evidence }) => ({ clip: evidence.spareClip }),
  },
  'POST /api/portal/clips/texts': {
    allowed: COMPLIANCE,
    body: ({ evidence }) => ({ clip: evidence.clip }),
  },
  'GET /api/portal/clips/[clip]/proof': {
    allowed: COMPLIANCE,
    params: ({ evidence }) => ({ clip: evidence.clip }),
  },
  'POST /api/portal/evidence-packages': {
    allowed: COMPLIANCE,
    body: ({ evidence }) => ({
      clip: evidence.clip,
      reason: 'complaint',
      note: 'Letter of the 3rd',
      password: null,
      redaction: noRedaction,
    }),
  },
  'POST /api/portal/evidence-packages/decide': {
    allowed: COMPLIANCE,
    body: ({ evidence }) => ({
      evidencePackage: evidence.waiting,
      isApproved: true,
      note: 'Agreed.',
    }),
  },
  'POST /api/portal/evidence-packages/cancel': {
    allowed: COMPLIANCE,
    body: ({ evidence }) => ({ evidencePackage: evidence.queued }),
  },
  'POST /api/portal/evidence-packages/retry': {
    allowed: COMPLIANCE,
    body: ({ evidence }) => ({ evidencePackage: evidence.failed }),
  },
  'GET /api/portal/evidence-packages/[evidencePackage]/custody': {
    allowed: READS,
    params: madeEvidencePackage,
  },
  'GET /api/portal/evidence-packages/[evidencePackage]/shares': {
    allowed: READS,
    params: madeEvidencePackage,
  },
  'GET /api/portal/evidence-packages/[evidencePackage]/package': {
    allowed: COMPLIANCE,
    params: madeEvidencePackage,
  },
  'HEAD /api/portal/evidence-packages/[evidencePackage]/package': {
    allowed: COMPLIANCE,
    params: madeEvidencePackage,
  },
  'GET /api/portal/evidence-package-settings': { allowed: LISTS_ALL },
  'POST /api/portal/evidence-package-settings': {
    allowed: ADMIN,
    body: () => ({ secondPerson: false }),
  },
  'POST /api/portal/shares': {
    allowed: COMPLIANCE,
    body: ({ evidence }) => ({
      evidencePackage: evidence.made,
      recipient: 'R. Weber, lawyer',
      days: 7,
      mayDownload: true,
    }),
  },
  // One that is not there.
  'POST /api/portal/shares/revoke': { allowed: [], body: () => ({ share: newId(ShareId) }) },
};

export const CASE_PAGES: Readonly<Record<string, AccessRule>> = {
  '/cases': { allowed: READS },
  '/cases/[id]': { allowed: READS, params: ({ evidence }) => ({ id: evidence.case }) },
  '/cases/[id]/evidence-packages/[evidencePackage]': {
    allowed: READS,
    params: ({ evidence }) => ({ id: evidence.case, evidencePackage: evidence.made }),
  },
};

/** Whoever has the link, and then the cookie that its passcode gives. */
export const SHARED_ROUTES: readonly string[] = [
  'POST /api/shared/inspect',
  'POST /api/shared/open',
  'GET /api/shared/[share]/videos/[index]',
  'HEAD /api/shared/[share]/videos/[index]',
  'GET /api/shared/[share]/package',
  'HEAD /api/shared/[share]/package',
];

function madeEvidencePackage({ evidence }: AccessWorld) {
  return { evidencePackage: evidence.made };
}
