import type { HotStoreOptions } from '@workcompanion/core/storage/hot/open-hot-store';
import type { CompanySignIn } from './sign-in/company/company-sign-in.ts';

/** The settings that verbs act by. */
export interface ServerConfig {
  /** Origin of the portal as browsers and recorders know it. */
  readonly publicUrl: string;
  /** Null: people sign in by password only. */
  readonly company: CompanySignIn | null;
  readonly hotStore: HotStoreOptions;
  readonly keyWindowHours: number;
  readonly hotMinimumFreeBytes: number;
  /** Null: nobody may read the metrics. */
  readonly metricsToken: string | null;
}
