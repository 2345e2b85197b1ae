/** What the parsers read by whatever ending people give it, and sound that none of them reads: that is listed as unread, not passed by. */
const audio =
  /\.(flac|mp[123a]|mpga|m2a|m4[abpr]|mp4|3ga|og[gax]|opus|spx|wave?|bwf|rf64|w64|aac|adts|aif[fc]?|ape|wvp?|ds[fd]|dff|mp[cp+]|wma|asf|mka|web[am]|tta|tak|shn|of[rs]|ra|rm|amr|awb|au|snd|caf|e?ac3|ec3|dts|dtshd|thd|mlp|la|vqf|aax?)$/i;
const covers = /^(cover|folder|front|album|albumart)\.(jpe?g|png|webp|gif)$/i;
const sheets = /\.cue$/i;

/**
 * Folders that storage boxes and systems keep on a share for themselves: snapshots, deleted files, indexes. Names that begin with a dot (`.zfs`,
 * `.snapshots`, `.Trash-1000`) are none of ours in any case.
 */
const kept = new RegExp(
  `^(?:${[
    '#snapshot|#recycle|@eaDir|@tmp|@sharebin', // Synology
    '@Recycle|@Recently-Snapshot|Network Recycle Bin( \\d+)?', // QNAP
    '~snapshot', // NetApp
    '@GMT-\\d{4}\\.\\d\\d\\.\\d\\d-\\d\\d\\.\\d\\d\\.\\d\\d', // Samba, one folder a snapshot
    '\\$RECYCLE\\.BIN|RECYCLER|RECYCLED|System Volume Information|found\\.\\d{3}', // Windows
    'Network Trash Folder|Temporary Items|TheVolumeSettingsFolder', // AppleShare
    'lost\\+found|LOST\\.DIR', // Linux, Android
  ].join('|')})$`,
  'i',
);

export const isAudio = (name: string): boolean => audio.test(name);
export const isCover = (name: string): boolean => covers.test(name);
export const isCueSheet = (name: string): boolean => sheets.test(name);
/** Two dots and more begin names ("...And You Will Know Us by the Trail of Dead"); one hides. */
export const isHidden = (name: string): boolean => /^\.(?!\..)/.test(name) || kept.test(name);
