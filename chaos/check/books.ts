/** Times are UTC in µs. All of it is read anew from files, tables and the store, by this folder alone. */

/** What every statement says, as far as it is checked here. */
export interface StatementFacts {
  readonly kind: string;
  readonly device: string;
  readonly index: number;
  readonly prev: string;
  readonly at: number;
  readonly segment?: string;
  readonly display?: string | null;
  readonly recording?: string;
  readonly start?: number;
  readonly duration?: number;
  readonly bytes?: number;
  readonly sha256?: string;
  readonly gap?: string;
  readonly cause?: string;
  readonly from?: number;
  readonly to?: number | null;
}

export interface JournalRow {
  readonly index: number;
  /** Compact JWS. */
  readonly statement: string;
  readonly receipt: string | null;
  /** 0 waiting, 1 sent, 2 refused, 3 sent and the file deleted. */
  readonly status: number;
  readonly lastError: string | null;
}

/** A recorder's own folder. */
export interface DeviceBooks {
  /** As the report calls it. */
  readonly name: string;
  readonly device: string;
  /** Ed25519, base64url. */
  readonly publicKey: string;
  readonly serverKey: string;
  readonly journal: readonly JournalRow[];
}

export interface CatalogueEntry {
  readonly device: string;
  readonly index: number;
  readonly statement: string;
}

export interface CatalogueSegment {
  readonly id: string;
  readonly device: string;
  readonly journalIndex: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly state: string;
}

export interface BookedStretch {
  readonly device: string;
  readonly display: string | null;
  readonly from: number;
  /** Null: it goes on. */
  readonly to: number | null;
}

/** The server's tables. */
export interface Catalogue {
  readonly entries: readonly CatalogueEntry[];
  readonly segments: readonly CatalogueSegment[];
  readonly spans: readonly BookedStretch[];
  readonly gaps: readonly BookedStretch[];
}

/** A file of the hot folder or an object of the archive that is named after a segment. */
export interface StoredCopy {
  readonly key: string;
  readonly segment: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface RunBooks {
  readonly devices: readonly DeviceBooks[];
  readonly catalogue: Catalogue;
  readonly hot: readonly StoredCopy[];
  readonly archive: readonly StoredCopy[];
}

/** A life of a recorder's process, and when it was killed. */
export interface RecorderLife {
  /** As in `DeviceBooks`. */
  readonly name: string;
  readonly startedAt: number;
  /** Null: it was not ended by a kill. */
  readonly killedAt: number | null;
}
