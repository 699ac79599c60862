import { execFile } from 'node:child_process';
import { type Display, sameGeometry } from '../capture/display.ts';
import type { CaptureInput } from '../ffmpeg/capture-input.ts';
import type { Screen } from '../screen.ts';
import { DesktopHelper, type Output } from './desktop-helper.ts';

export type Grabber = 'ddagrab' | 'gdigrab';

export interface WindowsScreenOptions {
  readonly ffmpeg: string;
  readonly grabber: Grabber;
  /** Until the next snapshot: what begins then must not begin anew for it. */
  readonly outputs: readonly Output[];
  /** The path of the program that reports the desktop. */
  readonly helper: string;
}

/**
 * The screen on Windows. The window reports the monitors each second; without a window the whole desktop is
 * one display. `grabber` is what was found to work here.
 */
export function windowsScreen(options: WindowsScreenOptions): Screen {
  const { ffmpeg, grabber } = options;
  const desktop = new DesktopHelper(options.helper);
  let told: readonly Display[] = [];
  let probed: Display | null = null;
  let { outputs } = options;
  const sourceOf = (display: Display) => windowsInput(display, { grabber, outputs });
  return {
    async displays() {
      if (told.length > 0) return told.map((display) => withOutput(display, sourceOf(display)));
      probed ??= await probeDesktop(ffmpeg);
      return [probed];
    },
    inputOf: (display, { plain }) =>
      plain ? { kind: 'gdigrab', geometry: display.geometry } : sourceOf(display),
    async snapshot() {
      const found = await desktop.snapshot();
      ({ outputs } = found);
      return found;
    },
    hasSecureDesktop: true,
    tell(displays) {
      told = displays;
    },
    close: () => desktop.close(),
  };
}

/**
 * Desktop duplication has its own order of outputs and does not turn rotated ones: it is used where exactly
 * one upright output has the place of the display. GDI is used for other displays.
 */
export function windowsInput(
  { geometry }: Display,
  { grabber, outputs }: { readonly grabber: Grabber; readonly outputs: readonly Output[] },
): CaptureInput {
  const there = outputs.flatMap((output, index) =>
    sameGeometry(output.geometry, geometry) ? [{ ...output, index }] : [],
  );
  const [only] = there;
  return grabber === 'ddagrab' && there.length === 1 && only?.upright === true
    ? { kind: 'ddagrab', outputIndex: only.index, geometry }
    : { kind: 'gdigrab', geometry };
}

/** Notes the output's number, so that a monitor whose number changes gets a new recording. */
function withOutput(display: Display, input: CaptureInput): Display {
  return input.kind === 'ddagrab' ? { ...display, output: input.outputIndex } : display;
}

/** "Stream #0:0: Video: bmp, bgra, 1920x1080, ...": how gdigrab describes the whole desktop. */
export function parseDesktopSize(stderr: string): Display | null {
  const [, width, height] = /Video: [^\n]*?, (\d{2,5})x(\d{2,5})\b/.exec(stderr) ?? [];
  if (width === undefined || height === undefined) return null;
  return {
    name: 'desktop',
    geometry: { width: Number(width), height: Number(height), x: 0, y: 0 },
  };
}

const TIMEOUT_MS = 10_000;

/** Finds the whole desktop as one display, for when no window reports the monitors. */
async function probeDesktop(ffmpeg: string): Promise<Display> {
  const grab = ['-hide_banner', '-f', 'gdigrab', '-framerate', '1', '-i', 'desktop'];
  const args = [...grab, '-frames:v', '1', '-f', 'null', '-'];
  const said = await new Promise<string>((resolve) => {
    execFile(ffmpeg, args, { timeout: TIMEOUT_MS, windowsHide: true }, (_error, _out, stderr) =>
      resolve(stderr),
    );
  });
  const desktop = parseDesktopSize(said);
  if (desktop === null) throw new Error(`the desktop can not be seen: ${said.slice(-400)}`);
  return desktop;
}
