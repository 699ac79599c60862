import type { Icon } from '@tabler/icons-react';

/** One line of the palette. */
export interface PaletteAction {
  readonly id: string;
  readonly label: string;
  readonly description?: string;
  readonly Icon: Icon;
  /** Found by these too. */
  readonly keywords?: readonly string[];
  readonly run: () => void;
}
