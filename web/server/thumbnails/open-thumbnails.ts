import { openPiece, pieceKey, SEAL_BYTES } from '@workcompanion/core/crypto/sealed-piece';
import { AppError, isAppError } from '@workcompanion/core/errors';
import { type PackRange, readPack } from '@workcompanion/core/footage/read-pack';
import { thumbnailHead } from '@workcompanion/core/footage/thumbnail-frames';
import {
  hourOf,
  type PackPart,
  stripPlace,
  thumbnailPlace,
} from '@workcompanion/core/footage/thumbnail-pack';
import type { BlobStore } from '@workcompanion/core/storage/blob-store';
import {
  readThumbnailPacks,
  type StoredPack,
} from '@workcompanion/db/queries/read-thumbnail-packs';
import type { OpenThumbnails } from '../../contract/thumbnails.ts';
import { clipToReach, isWithinReach, type Reach } from '../auth/reach/reach.ts';
import { beyondReach, reachDevice } from '../auth/reach/reach-person.ts';
import type { UserContext } from '../auth/user-context.ts';
import type { ByteSource } from '../http/reply.ts';
import { openDataKey } from '../keys/open-data-key.ts';
import { logDelivery } from '../views/log-delivery.ts';
import { assertPlayableRange } from '../views/report-view.ts';
import { requirePurpose } from '../watching/require-purpose.ts';

/** Some MB: an hour has 60 as a rule, and the shortest segments that a policy allows make 1,800. */
const MOST_PICTURES = 400;

/**
 * The thumbnails of a stretch of one display, opened while they are sent. Looking at thumbnails is
 * watching: whoever is given them is in the view log, once for the stretch. Throws `forbidden`,
 * `purpose-required`, `not-found`, `range-too-long`.
 */
export async function openThumbnails(ctx: UserContext, wish: OpenThumbnails): Promise<ByteSource> {
  const { device, display } = wish;
  const { reach, purposeId, packs } = await packsInReach(ctx, wish);
  const wanted = packs
    .map((pack) => ({
      ...pack,
      entries: pack.entries.filter(
        ({ startsAt, duration, size }) =>
          size > 0 && isWithinReach(reach, { from: startsAt, to: startsAt + duration }),
      ),
    }))
    .filter(({ entries }) => entries.length > 0);
  const given = wanted.flatMap(({ entries }) => entries);
  if (given.length > MOST_PICTURES) {
    throw new AppError(
      'range-too-long',
      `At most ${MOST_PICTURES} thumbnails can be asked for at once.`,
    );
  }
  if (given.length > 0) {
    await logDelivery(ctx, {
      device,
      purposeId,
      stretch: {
        kind: 'thumbnails',
        display,
        from: Math.min(...given.map(({ startsAt }) => startsAt)),
        to: Math.max(...given.map(({ startsAt, duration }) => startsAt + duration)),
      },
    });
  }
  return new ThumbnailStream(ctx.thumbnails, await withKeys(ctx, wanted, piecesOf));
}

/** The packs of a display, of which the user may see some. Throws as `openThumbnails`. */
async function packsInReach(ctx: UserContext, wish: OpenThumbnails) {
  assertPlayableRange(wish);
  const { device, display, from, to } = wish;
  const { reach, held } = await reachDevice(ctx, 'watch', device);
  if (clipToReach(held, wish).length === 0) throw beyondReach('watch');
  const purposeId = await requirePurpose(ctx, device);
  const packs = await readThumbnailPacks(ctx.db, { deviceIds: [device], from, to });
  return { reach, purposeId, packs: packs.filter((pack) => pack.display === display) };
}

function piecesOf({ recordingId, entries }: StoredPack): PackPiece[] {
  return entries.map(({ sequence, startsAt, duration, at, size }) => ({
    at,
    size,
    place: thumbnailPlace({ recordingId, sequence }),
    head: thumbnailHead({ from: startsAt, to: startsAt + duration, bytes: size - SEAL_BYTES }),
  }));
}

const HOUR = 3_600_000_000;

/**
 * The strips of the recording-hours of a stretch: some 20 smaller thumbnails an hour, framed as
 * thumbnails are. Logged and refused as thumbnails are; an hour that is only partly in reach is left out.
 */
export async function openStrips(ctx: UserContext, wish: OpenThumbnails): Promise<ByteSource> {
  const { device, display } = wish;
  const { reach, purposeId, packs } = await packsInReach(ctx, wish);
  const wanted = packs.filter(
    (pack) => pack.entries.length > 0 && (pack.stripSize ?? 0) > 0 && isHourWithin(reach, pack),
  );
  if (wanted.length > 0) {
    const stretch = { kind: 'thumbnails', display, ...wholeHours(wish) } as const;
    await logDelivery(ctx, { device, purposeId, stretch });
  }
  return new ThumbnailStream(ctx.thumbnails, await withKeys(ctx, wanted, stripOf));
}

/** A strip shows its hour, however little of it was asked for. */
function wholeHours({ from, to }: OpenThumbnails): Pick<OpenThumbnails, 'from' | 'to'> {
  return { from: hourOf(from), to: hourOf(to + HOUR - 1) };
}

/** A segment that begins in the hour may end after it: what it shows is its beginning. */
function isHourWithin(reach: Reach, { hour }: StoredPack): boolean {
  return isWithinReach(reach, { from: hour, to: hour + HOUR });
}

/** Its thumbnails have their heads already, under the seal. */
function stripOf(pack: StoredPack): PackPiece[] {
  const { stripAt, stripSize } = pack;
  if (stripAt === null || stripSize === null) return [];
  return [{ at: stripAt, size: stripSize, place: stripPlace(pack), head: new Uint8Array() }];
}

/** A sealed piece of a pack. */
interface PackPiece extends PackRange {
  /** What its seal is bound to. */
  readonly place: string;
  /** Goes before it in the answer. */
  readonly head: Uint8Array;
}

interface KeyedPack {
  readonly parts: readonly PackPart[];
  readonly key: Buffer;
  readonly pieces: readonly PackPiece[];
}

/**
 * Pieces of packs, each opened when the client takes it. One that is lost or damaged is left out: it may
 * have been deleted meanwhile, with thumbnails that nobody may see any more.
 */
class ThumbnailStream implements ByteSource {
  readonly #store: BlobStore;
  readonly #packs: readonly KeyedPack[];
  #isClosed = false;

  constructor(store: BlobStore, packs: readonly KeyedPack[]) {
    this.#store = store;
    this.#packs = packs;
  }

  async *chunks(): AsyncGenerator<Uint8Array> {
    for (const { parts, pieces, key } of this.#packs) {
      let index = 0;
      for await (const sealed of readPack(this.#store, parts, pieces)) {
        if (this.#isClosed) return;
        const piece = pieces[index];
        index += 1;
        const opened = sealed && piece && openFramed(key, sealed, piece);
        if (opened) yield opened;
      }
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

function openFramed(key: Buffer, sealed: Buffer, { head, place }: PackPiece): Uint8Array | null {
  try {
    return Buffer.concat([head, openPiece(key, sealed, place)]);
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** Packs with what is to be sent of them, without those whose key was destroyed. */
async function withKeys(
  ctx: UserContext,
  packs: readonly StoredPack[],
  piecesOf: (pack: StoredPack) => readonly PackPiece[],
): Promise<KeyedPack[]> {
  const keyed: KeyedPack[] = [];
  for (const pack of packs) {
    const dataKey = await openDataKey(ctx, pack.keyId);
    if (dataKey === null) continue;
    keyed.push({
      parts: pack.parts,
      key: pieceKey(dataKey.key, 'thumbnails'),
      pieces: piecesOf(pack),
    });
  }
  return keyed;
}
