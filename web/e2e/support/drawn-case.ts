import { expect } from '@playwright/test';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import type { PortalClient } from '../../../scripts/processes/portal-client.ts';
import { CASE_ROUTES } from '../../contract/cases.ts';
import { EVIDENCE_PACKAGE_ROUTES } from '../../contract/evidence-packages.ts';
import { SHARE_ROUTES, type ShareMade } from '../../contract/shares.ts';
import { routePath } from '../../features/api/call-route.ts';
import type { DrawnDay } from './drawn-day.ts';

const CLIP_SECONDS = 4;
/** A package of a few seconds takes this long at most, on two busy cores. */
const MADE_WITHIN_MS = 90_000;

export interface DrawnCase {
  readonly id: string;
  /** A package that is made, and a link to it. */
  readonly made: string;
  readonly share: ShareMade;
}

/** A case of the drawn morning: a clip, a note, a hold, a package that is shared, and one to be decided. */
export async function makeDrawnCase(
  maker: PortalClient,
  { drawn, member }: { readonly drawn: DrawnDay; readonly member: string },
): Promise<DrawnCase> {
  const post = <T>(path: string, body: object): Promise<T> => maker.post<T>(path, body);
  const { id } = await post<{ id: string }>(CASE_ROUTES.makeCase.path, {
    title: 'Invoice 4711',
    description: 'Who changed the account?',
  });
  const { items } = await maker.get<{ items: { id: string }[] }>(
    routePath(CASE_ROUTES.listCandidates, { q: member }),
  );
  await post(CASE_ROUTES.addMember.path, { case: id, user: items[0]?.id });
  const from = drawn.morning * 1000;
  const { id: clip } = await post<{ id: string }>(CASE_ROUTES.makeClip.path, {
    case: id,
    person: drawn.person,
    title: 'The change',
    from,
    to: from + CLIP_SECONDS * 1_000_000,
    displays: ['MONITOR-1', 'MONITOR-2'].map((display) => ({ device: drawn.device.id, display })),
  });
  await post(CASE_ROUTES.writeNote.path, { case: id, text: 'Asked IT for the payment run.' });
  await post(CASE_ROUTES.holdCase.path, { case: id, clip, reason: 'Court order', expiresAt: null });
  const made = await askFor(maker, clip, { withheld: [], blurred: [] });
  await expect.poll(() => stateOf(maker, id, made), { timeout: MADE_WITHIN_MS }).toBe('made');
  const share = await post<ShareMade>(SHARE_ROUTES.makeShare.path, {
    evidencePackage: made,
    recipient: 'R. Weber',
    days: 7,
    mayDownload: true,
  });
  await post(EVIDENCE_PACKAGE_ROUTES.changeEvidencePackageSettings.path, { secondPerson: true });
  const second = { from, to: from + 1_000_000 };
  await askFor(maker, clip, {
    withheld: [{ ...second, device: null, display: null, reason: 'A letter to his doctor' }],
    blurred: [
      {
        ...second,
        ...{ device: drawn.device.id, display: 'MONITOR-1', isCovered: false },
        ...{ x: 0.1, y: 0.1, width: 0.2, height: 0.1, reason: 'The face of a visitor' },
      },
    ],
  });
  await post(EVIDENCE_PACKAGE_ROUTES.changeEvidencePackageSettings.path, { secondPerson: false });
  return { id, made, share };
}

async function askFor(maker: PortalClient, clip: string, redaction: Redaction): Promise<string> {
  const { id } = await maker.post<{ id: string }>(
    EVIDENCE_PACKAGE_ROUTES.requestEvidencePackage.path,
    {
      clip,
      reason: 'legal-request',
      note: 'Court order 12 O 345/26',
      password: null,
      redaction,
    },
  );
  return id;
}

async function stateOf(maker: PortalClient, caseId: string, id: string) {
  const { items } = await maker.get<{ items: { id: string; state: string }[] }>(
    routePath(EVIDENCE_PACKAGE_ROUTES.listEvidencePackages, { case: caseId }),
  );
  return items.find((one) => one.id === id)?.state;
}
