import type { DeviceId } from '@workcompanion/core/ids';
import type { VideoWords } from './gap-words.ts';

/** A segment whose ciphertext lies ready, as the videos need it. Times in UTC µs. */
export interface LaneSegment {
  readonly start: number;
  readonly duration: number;
  /** The digest of its ciphertext, as the device signed it: its frames are known by it. */
  readonly sha256: string;
  /** The plain MPEG-TS. */
  open(): AsyncIterable<Uint8Array>;
}

/** A stretch that has no picture, half-open, with what stands in its place. */
export interface LaneCard {
  readonly kind: 'gap' | 'withheld';
  readonly from: number;
  readonly to: number;
  readonly words: VideoWords;
  /** What a person wrote of it: the reason of a pause, of a redaction. */
  readonly note: string | null;
}

/** Shares of the display's width and height, 0 to 1. */
export interface LaneBlur {
  /** Filled with black; else blurred. */
  readonly isCovered: boolean;
  readonly from: number;
  readonly to: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Everything of one display that its video shows. */
export interface VideoLane {
  readonly device: DeviceId;
  readonly display: string;
  /** As the videos call it. */
  readonly name: string;
  /** Pixels of its largest picture; even. */
  readonly width: number;
  readonly height: number;
  /** By start, without those that are not there. */
  readonly segments: readonly LaneSegment[];
  /** By start. Gaps lie between segments; withheld stretches lie over them. */
  readonly cards: readonly LaneCard[];
  readonly blurs: readonly LaneBlur[];
}
