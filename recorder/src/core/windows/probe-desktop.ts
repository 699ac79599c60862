import { execFile } from 'node:child_process';
import type { Display } from '../capture/display.ts';
import { parseDesktopSize } from './parse-desktop-size.ts';

const TIMEOUT_MS = 10_000;

/** The whole desktop as one display: what there is to record where no window tells of monitors. */
export async function probeDesktop(ffmpeg: string): Promise<Display> {
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
