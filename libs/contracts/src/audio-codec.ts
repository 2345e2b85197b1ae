/** The codec of a container that holds only one, or where being lossless decides between two; null: it could be several. */
export function codecOf(container: string, lossless: boolean): string | null {
  switch (container) {
    case 'flac':
    case 'mp3':
    case 'opus':
    case 'wma':
    case 'ape':
      return container;
    case 'wav':
    case 'aif':
    case 'aiff':
      return 'pcm';
    case 'm4a':
      return lossless ? 'alac' : null;
    default:
      return null;
  }
}
