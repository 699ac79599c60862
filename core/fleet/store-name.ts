/** What is stored outside the database, each in a place of its own. */
export const STORE_NAMES = [
  'hot',
  'archive',
  'thumbnails',
  'evidence-packages',
  'journal',
] as const;
export type StoreName = (typeof STORE_NAMES)[number];
