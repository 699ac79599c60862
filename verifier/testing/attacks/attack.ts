import { generateSigningKeyPair } from '@workcompanion/core/crypto/key-pair';
import type { FindingCode } from '@workcompanion/core/evidence/finding-codes';
import type { SearchReportProblem } from '@workcompanion/core/evidence/search-report/check-search-report';
import { addNativeVideos } from '@workcompanion/core/evidence/testing/native-video';
import {
  draftPackage,
  type PackageDraft,
  prepareScene,
} from '@workcompanion/core/evidence/testing/package-draft';
import { sealDraft } from '@workcompanion/core/evidence/testing/seal-draft';
import type { KeyPair } from '@workcompanion/core/evidence/testing/server-side';
import { type Entries, unzip, zipAgain } from '@workcompanion/core/evidence/testing/zip-entries';

export type Zip = Uint8Array<ArrayBuffer>;

/** A package or a search report that somebody has changed, or made, and what every verifier has to say of it. */
export interface Attack {
  readonly name: string;
  /** What names it: a finding, of a report its problem, or that its key is not known; null for what is honest. */
  readonly code: FindingCode | SearchReportProblem | 'unproven' | null;
  /** What an honest one has to be told of besides. */
  readonly tells?: FindingCode;
  /** What its reader knows: the server's key, unless said otherwise; or the authority that certifies it. */
  readonly trusts?: 'key' | 'authority';
  readonly make: (workshop: Workshop) => Promise<Zip>;
}

/** What an attacker has: a true package, and for the strongest of them the server's own key. */
export class Workshop {
  readonly scene: PackageDraft['scene'];
  readonly server: KeyPair;
  /** Whose keys nobody has named. */
  readonly stranger: KeyPair;
  /** The server's own, which certifies its key. */
  readonly authority: KeyPair;
  readonly zip: Zip;
  readonly entries: Entries;

  private constructor(
    of: Pick<Workshop, 'scene' | 'server' | 'stranger' | 'authority' | 'zip' | 'entries'>,
  ) {
    this.scene = of.scene;
    this.server = of.server;
    this.stranger = of.stranger;
    this.authority = of.authority;
    this.zip = of.zip;
    this.entries = of.entries;
  }

  static async open(): Promise<Workshop> {
    const { scene, server } = await prepareScene();
    const draft = await draftPackage(scene, server);
    await addNativeVideos(draft);
    const zip = await sealDraft(draft);
    const stranger = await generateSigningKeyPair();
    const authority = await generateSigningKeyPair();
    const entries = await unzip(zip);
    return new Workshop({ scene, server, stranger, authority, zip, entries });
  }

  /** A package that is bent before it is sealed with the server's own key. */
  async sealed(change: (draft: PackageDraft) => void | Promise<void>): Promise<Zip> {
    const draft = await draftPackage(this.scene, this.server);
    await addNativeVideos(draft);
    await change(draft);
    return sealDraft(draft);
  }

  /** A package of which one file is another. */
  async replaced(path: string, change: (bytes: Buffer) => Uint8Array): Promise<Zip> {
    if (!this.entries.some(([name]) => name === path)) throw new Error(`no file ${path}`);
    return zipAgain(
      this.entries.map(([name, bytes]) => [
        name,
        name === path ? new Uint8Array(change(Buffer.from(bytes))) : bytes,
      ]),
    );
  }

  get journalPath(): string {
    return `journals/${this.scene.journal.device}.jsonl`;
  }

  /** The path of the segment with that number. */
  segmentPath(at: number): string {
    const segment = this.scene.segments[at]?.body.segment;
    return `segments/${this.scene.journal.device}/${segment}.ts`;
  }
}

/** A change of a package before it is sealed, and the finding that names it. */
export type Bend = readonly [
  name: string,
  code: FindingCode,
  bend: (draft: PackageDraft, workshop: Workshop) => void | Promise<void>,
];

/** The element of that number, which is there. */
export function nth<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw new Error(`nothing at ${at}`);
  return found;
}
