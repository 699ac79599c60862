import type { PressureThresholds } from './decide-pressure.ts';
import type { DiskSpace } from './read-disk.ts';

export interface PressureOptions {
  readonly hotDir: string;
  /** Whether the sweep may delete what is proved in the archive. */
  readonly maySweep: boolean;
  readonly thresholds: PressureThresholds;
  readonly readDisk: (folder: string) => Promise<DiskSpace>;
}
