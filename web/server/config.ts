/** The settings that verbs act by. */
export interface ServerConfig {
  /** Origin of the portal as browsers and recorders know it. */
  readonly publicUrl: string;
  readonly hotDir: string;
  readonly keyWindowHours: number;
  readonly hotMinimumFreeBytes: number;
}
