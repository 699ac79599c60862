import { ABOUT_PACKAGE, type Finding, finding } from './finding.ts';
import type { Manifest } from './manifest.ts';

/** Whether the manifest agrees with itself: what its own parts say of each other. */
export function checkManifest(manifest: Manifest): Finding[] {
  const findings = problemsOf(manifest).map((problem) =>
    finding('manifest-inconsistent', ABOUT_PACKAGE, { problem }),
  );
  const count = manifest.videos.length;
  return count === 0 ? findings : [...findings, finding('video-copies', ABOUT_PACKAGE, { count })];
}

function* pathsOf(manifest: Manifest) {
  const { checkpoints, keys, custody, notice, policy } = manifest;
  if (checkpoints !== null) yield checkpoints;
  yield* [keys, custody, notice, policy];
  for (const { journal, context } of manifest.devices) {
    yield journal.path;
    if (context !== null) yield context;
  }
  for (const { path } of manifest.segments) if (path !== null) yield path;
  for (const { path } of manifest.playlists) yield path;
  for (const { path, subtitles } of manifest.videos) yield* [path, subtitles];
}

function problemsOf(manifest: Manifest): string[] {
  const problems: string[] = [];
  const files = new Set(manifest.files.map(({ path }) => path));
  const devices = new Map(manifest.devices.map((one) => [one.device, one]));
  if (manifest.from >= manifest.to) problems.push('its time ends before it begins');
  if (files.size !== manifest.files.length) problems.push('it lists a file twice');
  if (devices.size !== manifest.devices.length) problems.push('it lists a device twice');
  for (const path of pathsOf(manifest)) {
    if (!files.has(path)) problems.push(`it speaks of ${path}, which it does not list`);
  }
  for (const { segment, path, absent, device, display } of manifest.segments) {
    if ((path === null) === (absent === null)) {
      problems.push(`segment ${segment} is both there and not there`);
    }
    if (devices.get(device)?.displays.includes(display) !== true) {
      problems.push(`segment ${segment} is of a display that it does not list`);
    }
  }
  return problems;
}
