/** Keys of PostgreSQL advisory locks: arbitrary, distinct, and the same in every process. */
export const ADVISORY_LOCKS = {
  migrate: 7_426_001,
  partitions: 7_426_002,
  auditChain: 7_426_003,
  policyVersion: 7_426_004,
  storageSample: 7_426_005,
  alerts: 7_426_006,
  /** Shared by who packs entries of a journal, alone by who begins or ends a month of them. */
  journalPacking: 7_426_007,
  retention: 7_426_010,
  accounts: 7_426_020,
  /** Shared by who receives an entry (a trigger), alone by who closes an hour. */
  journalClosing: 7_426_030,
  checkpoints: 7_426_031,
  auditCopy: 7_426_040,
} as const;
