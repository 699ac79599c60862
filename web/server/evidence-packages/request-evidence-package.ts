import { wrapKey } from '@workcompanion/core/crypto/wrap-key';
import { AppError } from '@workcompanion/core/errors';
import type { Redaction } from '@workcompanion/core/evidence/manifest';
import { EvidencePackageId, newId } from '@workcompanion/core/ids';
import { notify } from '@workcompanion/db/notifications/notify';
import { readersOfCase } from '@workcompanion/db/notifications/readers';
import { packageFacts } from '@workcompanion/db/notifications/tell-requester';
import { tellEvidencePackage } from '@workcompanion/db/queries/tell-evidence-package';
import type { clips } from '@workcompanion/db/schema/clips';
import { evidencePackages } from '@workcompanion/db/schema/evidence-packages';
import { withTransaction } from '@workcompanion/db/transaction';
import type {
  EvidencePackageRequested,
  RequestEvidencePackage,
} from '../../contract/evidence-packages.ts';
import type { UserContext } from '../auth/user-context.ts';
import { currentPurpose } from '../watching/require-purpose.ts';
import { readEvidencePackageSettings } from './evidence-package-settings.ts';
import { exportableClip, proofOf } from './read-clip-proof.ts';

type Clip = typeof clips.$inferSelect;
type Part = Redaction['withheld'][number] | Redaction['blurred'][number];

/** What rounding of shares of a picture may come to. */
const SLACK = 0.001;

/**
 * Asks for a package of a clip: a worker makes it, at once or when a second person has agreed. Throws
 * `forbidden`, `not-found`, `case-closed`, `range-too-long`, `invalid-input`.
 */
export async function requestEvidencePackage(
  ctx: UserContext,
  wish: RequestEvidencePackage,
): Promise<EvidencePackageRequested> {
  const clip = await exportableClip(ctx, wish);
  checkRedaction(wish.redaction, clip);
  const at = ctx.now();
  const id = newId(EvidencePackageId, at / 1000);
  const [{ secondPerson }, purpose, proof] = await Promise.all([
    readEvidencePackageSettings(ctx.db),
    currentPurpose(ctx, clip.personId),
    wish.onceProvable === true ? proofOf(ctx, clip) : null,
  ]);
  const state = secondPerson ? 'awaiting-approval' : 'queued';
  const { reason, note, redaction, password } = wish;
  await withTransaction(ctx.db, async (tx) => {
    await tx.insert(evidencePackages).values({
      id,
      clipId: clip.id,
      state,
      reason,
      note,
      redaction,
      hasClockVideos: wish.clockVideos ?? false,
      purposeId: purpose?.id ?? null,
      isProtected: password !== null,
      wrappedPassword:
        password === null ? null : wrapKey(ctx.masterKey, Buffer.from(password, 'utf8'), id),
      notBefore: proof?.provableAt ?? null,
      requestedAt: at,
      requestedBy: ctx.user.id,
    });
    if (secondPerson) {
      const members = await readersOfCase(tx, clip.caseId);
      await notify(tx, {
        users: members.filter((member) => member !== ctx.user.id),
        facts: { kind: 'package-asked', by: ctx.user.name, ...(await packageFacts(tx, id)) },
        at,
      });
    }
    await tellEvidencePackage(tx, {
      evidencePackage: id,
      at,
      action: 'requested',
      audited: 'evidence-package.requested',
      by: ctx.user.id,
      details: {
        clip: clip.id,
        case: clip.caseId,
        person: clip.personId,
        from: clip.footageFrom,
        to: clip.footageTo,
        displays: clip.displays,
        reason,
        note,
        withheld: redaction.withheld,
        blurred: redaction.blurred.length,
        isProtected: password !== null,
        clockVideos: wish.clockVideos ?? false,
        needsApproval: secondPerson,
        onceProvable: wish.onceProvable ?? false,
      },
    });
  });
  return { id, state };
}

/** Each part lies in the clip and on one of its displays. Throws `invalid-input`. */
function checkRedaction({ withheld, blurred }: Redaction, clip: Clip): void {
  if (![...withheld, ...blurred].every((part) => isInClip(part, clip))) {
    throw new AppError('invalid-input', 'A redaction is not of the clip.');
  }
  const isOut = ({ x, y, width, height }: Redaction['blurred'][number]) =>
    x + width > 1 + SLACK || y + height > 1 + SLACK;
  if (blurred.some(isOut)) {
    throw new AppError('invalid-input', 'A blurred region reaches out of the picture.');
  }
}

function isInClip({ from, to, device, display }: Part, clip: Clip): boolean {
  const isInside = from < to && from >= clip.footageFrom && to <= clip.footageTo;
  if (device === null && display === null) return isInside;
  return isInside && clip.displays.some((one) => one.device === device && one.display === display);
}
