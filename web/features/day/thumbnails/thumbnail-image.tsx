interface ThumbnailImageProps {
  readonly url: string;
  readonly isCoarse: boolean;
}

/** A thumbnail that is in memory already. Beside words that say the same, it needs none. */
export function ThumbnailImage({ url, isCoarse }: ThumbnailImageProps) {
  // biome-ignore lint/performance/noImgElement: it has been made small, and is not fetched.
  return <img src={url} alt="" draggable={false} data-coarse={isCoarse} />;
}
