/** What a playlist is called that was imported from a file of this name: `C:\\lists\\night_drive.csv` is "night drive". */
export const playlistNameOf = (fileName: string): string =>
  fileName
    .replace(/^.*[\\/]/, '')
    .replace(/\.(?:csv|txt|tsv|json)$/i, '')
    .replaceAll('_', ' ')
    .trim() || 'Imported playlist';
