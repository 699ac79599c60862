import { createHash } from 'node:crypto';
import { isAppError } from '@workcompanion/core/errors';
import type { PackageWindows } from '@workcompanion/core/evidence/package-windows';
import type { WindowTrackRecorded } from '@workcompanion/core/protocol/statement';
import { openWindowTrack } from '@workcompanion/core/windows/sealed-window-track';
import { usesOfClip } from '@workcompanion/core/windows/uses-of-clip';
import type { WindowTrack } from '@workcompanion/core/windows/window-track';
import { windowTrackKey } from '@workcompanion/core/windows/window-track-key';
import { readDataKey } from '@workcompanion/db/keys/read-data-key';
import type { MakingContext } from '../gather/evidence-context.ts';
import type { Gathered } from '../gather/gather-evidence.ts';

type Told = PackageWindows['tracks'][number];

/** `windows.json`: which programs were in front, as far as the devices have signed it; null where none has. */
export async function windowsDocument(
  ctx: MakingContext,
  { devices, order }: Gathered,
): Promise<PackageWindows | null> {
  const { footageFrom: from, footageTo: to } = order.clip;
  const { withheld, blurred } = order.evidencePackage.redaction;
  const tracks: Told[] = [];
  for (const { journal, context } of devices) {
    for (const { says } of [...context, ...journal.items]) {
      if (says.kind !== 'window-track' || says.from >= to || says.to <= from) continue;
      const held = [...withheld, ...blurred].filter(
        ({ device }) => device === null || device === says.device,
      );
      tracks.push(await toldTrack(ctx, says, { from, to, held }));
    }
  }
  return tracks.length === 0 ? null : { tracks };
}

interface Clip {
  readonly from: number;
  readonly to: number;
  readonly held: readonly { readonly from: number; readonly to: number }[];
}

async function toldTrack(
  ctx: MakingContext,
  says: WindowTrackRecorded,
  { from, to, held }: Clip,
): Promise<Told> {
  const told = { device: says.device, track: says.track, journalIndex: says.index };
  const dataKey = await readDataKey(ctx.db, ctx.masterKey, says.keyId);
  if (dataKey === null) return { ...told, absent: 'shredded', uses: [] };
  if (says.usesRoot === undefined) return { ...told, absent: 'whole', uses: [] };
  const track = await openTrack(ctx, says, dataKey.key);
  if (track === null) return { ...told, absent: 'unreadable', uses: [] };
  const opened = { dataKey: dataKey.key, track: says.track, uses: track.uses };
  const uses = usesOfClip(opened, {
    from,
    to,
    isHeldBack: (use) => held.some((place) => place.from < use.to && place.to > use.from),
  });
  return { ...told, absent: null, uses };
}

/** Null for a file that is lost, or another one than was signed. */
async function openTrack(
  { journal: store }: MakingContext,
  { track, device, from, sha256 }: WindowTrackRecorded,
  dataKey: Uint8Array,
): Promise<WindowTrack | null> {
  const pieces: Uint8Array[] = [];
  try {
    const place = { id: track, deviceId: device, startsAt: from, sha256 };
    const reader = await store.read(windowTrackKey(place));
    try {
      for await (const piece of reader.chunks()) pieces.push(Buffer.from(piece));
    } finally {
      await reader.close();
    }
    const sealed = Buffer.concat(pieces);
    if (createHash('sha256').update(sealed).digest('hex') !== sha256) return null;
    return openWindowTrack(dataKey, sealed, { device, track });
  } catch (error) {
    if (isAppError(error, 'blob-missing') || isAppError(error, 'digest-mismatch')) return null;
    throw error;
  }
}
