import type { DisplayGeometry } from '@workcompanion/core/protocol/statement';
import { avfoundationInput } from './avfoundation-input.ts';
import { ddagrabInput } from './ddagrab-input.ts';
import { gdigrabInput } from './gdigrab-input.ts';
import { x11grabInput } from './x11grab-input.ts';

/** A screen, or a part of one, as each operating system names it. */
export type CaptureInput =
  | {
      readonly kind: 'x11grab';
      /** ":0" */
      readonly server: string;
      readonly geometry: DisplayGeometry;
    }
  | { readonly kind: 'ddagrab'; readonly outputIndex: number; readonly geometry: DisplayGeometry }
  | { readonly kind: 'gdigrab'; readonly geometry: DisplayGeometry }
  | { readonly kind: 'avfoundation'; readonly screenIndex: number };

/** What stands before `-i`, the source behind it, and what the picture must pass before encoding. */
export interface FfmpegInput {
  readonly options: readonly string[];
  readonly source: string;
  readonly filters: readonly string[];
}

/** Every input delivers frames whose time is the wall clock at capture. */
export function ffmpegInput(input: CaptureInput, framesPerSecond: number): FfmpegInput {
  switch (input.kind) {
    case 'x11grab':
      return x11grabInput(input, framesPerSecond);
    case 'ddagrab':
      return ddagrabInput(input, framesPerSecond);
    case 'gdigrab':
      return gdigrabInput(input, framesPerSecond);
    case 'avfoundation':
      return avfoundationInput(input, framesPerSecond);
  }
}
