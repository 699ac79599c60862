import type { EvidencePackageId } from '@workcompanion/core/ids';
import { integer, jsonb, pgTable, primaryKey, uuid } from 'drizzle-orm/pg-core';
import { hexBytes } from './bytes.ts';
import { evidencePackages } from './evidence-packages.ts';
import { utcMicros } from './utc-micros.ts';

/** A file that holds a part of a video, as ciphertext. */
export interface PartFile {
  /** In the package's work folder. */
  readonly name: string;
  readonly bytes: number;
  /** Digest of the plain content; `bytes` is its size. */
  readonly sha256: string;
}

/**
 * Finished parts of the videos of a package that is being made: whoever claims it next goes on from
 * here. They are deleted with its work folder.
 */
export const evidencePackageParts = pgTable(
  'evidence_package_parts',
  {
    evidencePackageId: uuid('package_id')
      .notNull()
      .references(() => evidencePackages.id, { onDelete: 'cascade' })
      .$type<EvidencePackageId>(),
    part: integer().notNull(),
    /** SHA-256 of everything that decides what its pictures show. */
    recipe: hexBytes().notNull(),
    /** One a video, in their order. */
    files: jsonb().notNull().$type<readonly PartFile[]>(),
    madeAt: utcMicros('made_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.evidencePackageId, table.part] })],
);
