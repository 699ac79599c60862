/** The build of hls.js without subtitles, DRM and alternate audio; it comes without types. */
declare module 'hls.js/light' {
  export * from 'hls.js';
  export { default } from 'hls.js';
}
