/** The recorder without a window, on a computer that has Node. */
export function headlessCommand(serverUrl: string, token: string): string {
  return `npx workcompanion-recorder --headless --server ${serverUrl} --token ${token}`;
}

/** The silent installation that software distributions run. */
export function msiCommand(serverUrl: string, token: string): string {
  return `msiexec /i WorkCompanion-Recorder.msi /qn SERVER_URL=${serverUrl} ENROLL_TOKEN=${token}`;
}
