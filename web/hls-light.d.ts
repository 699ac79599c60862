/** Without subtitles, second sounds and protected films, of which screens have none; it brings no types. */
declare module 'hls.js/light' {
  export * from 'hls.js';
  export { default } from 'hls.js';
}
