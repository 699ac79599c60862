const MOST_CHARACTERS = 200;

/** The first thing that ffmpeg complained of, short enough for the journal: the rest follows from it. */
export function whyNot(stderr: string): string {
  const [first = ''] = stderr
    .split('\n')
    .map((line) => line.replace(/^(?:\[[^\]]*\]\s*)+/, '').trim())
    .filter((line) => line !== '');
  // It minds the options of an encoder that it does not have before it misses the encoder.
  if (/^(Unrecognized option|Unknown encoder)/.test(first)) return 'not in this build of ffmpeg';
  return (first === '' ? 'it gave no reason' : first).slice(0, MOST_CHARACTERS);
}
